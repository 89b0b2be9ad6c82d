package io.diglot.compat;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives the brokers of {@link EachKafkaBroker}. */
final class KafkaBrokerSource implements ArgumentsProvider {

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    Stream<Pair.Broker> brokers =
        Boolean.getBoolean("diglot.oracles")
            ? Stream.of(Pair.Broker.DIGLOT, Pair.Broker.APACHE_KAFKA)
            : Stream.of(Pair.Broker.DIGLOT);
    return brokers.map(Arguments::of);
  }
}
