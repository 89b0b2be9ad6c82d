package io.diglot.server;

import io.diglot.server.config.BrokerConfig;
import io.diglot.server.config.Configurations;
import io.diglot.server.config.KeyListing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code diglot broker [-c FILE]}: a broker that registers with name servers elsewhere. */
@Command(
    name = "broker",
    description = "Starts a broker alone; it registers with the name servers of namesrvAddr.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BrokerCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Integer call() throws Exception {
    if (options.print()) {
      System.out.print(KeyListing.ofBroker());
      return 0;
    }
    BrokerConfig config = Configurations.broker(options.file(), ThisMachine.measure());
    ProcessEnd.await(BrokerProcess.alone(config));
    return 0;
  }
}
