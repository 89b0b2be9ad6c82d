package io.diglot.compat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives the pairs of {@link EachPair}. */
final class PairSource implements ArgumentsProvider {

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    boolean oracles = Boolean.getBoolean("diglot.oracles");
    return Arrays.stream(Pair.values())
        .filter(pair -> oracles || pair.broker == Pair.Broker.DIGLOT)
        .map(Arguments::of);
  }
}
