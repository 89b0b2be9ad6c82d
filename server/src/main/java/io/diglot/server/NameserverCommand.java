package io.diglot.server;

import io.diglot.server.config.Configurations;
import io.diglot.server.config.KeyListing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code diglot nameserver [-c FILE]}: a name server for brokers in other processes. */
@Command(
    name = "nameserver",
    description = "Starts a name server alone.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class NameserverCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Override
  public Integer call() throws Exception {
    if (options.print()) {
      System.out.print(KeyListing.ofNameserver());
      return 0;
    }
    ProcessEnd.await(NameserverProcess.start(Configurations.nameserver(options.file())));
    return 0;
  }
}
