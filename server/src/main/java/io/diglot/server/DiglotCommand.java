package io.diglot.server;

import io.diglot.server.config.BrokerConfig;
import io.diglot.server.config.Configurations;
import io.diglot.server.config.KeyListing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code diglot [-c FILE]}: name server and broker in one process. */
@Command(
    name = "diglot",
    description = "Starts the name server and the broker in one process.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {BrokerCommand.class, NameserverCommand.class, RehearseCommand.class})
final class DiglotCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Integer call() throws Exception {
    if (options.print()) {
      System.out.print(KeyListing.ofBroker());
      return 0;
    }
    BrokerConfig config = Configurations.broker(options.file(), ThisMachine.measure());
    ProcessEnd.await(BrokerProcess.withNameserver(config));
    return 0;
  }
}
