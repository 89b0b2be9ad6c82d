package io.diglot.server;

import picocli.CommandLine.IVersionProvider;

/** What --version says; the build writes it into the jar's manifest. */
final class Version implements IVersionProvider {

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "Diglot " + (version == null ? "(not packaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
