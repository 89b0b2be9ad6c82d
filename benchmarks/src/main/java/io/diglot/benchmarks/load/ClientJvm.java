package io.diglot.benchmarks.load;

import io.diglot.benchmarks.broker.Broker;
import io.diglot.benchmarks.broker.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A client in a JVM of its own. A driver of this module marks the beginning and the end of its
 * measured time; a tool that does not is measured from start to end.
 */
final class ClientJvm {
  private static final int PATIENCE_MILLIS = 300_000;
  private static final int SHOWN = 3_000;

  private final Broker broker;
  private final Map<String, String> results = new HashMap<>();
  private final StringBuilder output = new StringBuilder();
  private Usage before;
  private Usage after;

  /** The client's own CPU seconds at its begin mark, and when it last said something. */
  private double clientBefore;

  private double clientAfter;
  private boolean ended;

  private ClientJvm(Broker broker) throws IOException {
    this.broker = broker;
    this.before = broker.usage();
    this.after = before;
  }

  static ClientRun run(Broker broker, List<String> command)
      throws LoadFailure, IOException, InterruptedException {
    return new ClientJvm(broker).run(command);
  }

  private ClientRun run(List<String> command)
      throws LoadFailure, IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(broker.directory().toFile())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Timer patience = new Timer("patience", true);
    patience.schedule(
        new TimerTask() {
          @Override
          public void run() {
            process.destroyForcibly();
          }
        },
        PATIENCE_MILLIS);
    boolean isMarked = false;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        isMarked |= take(line, process);
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new LoadFailure("the client ended with " + code + ":\n" + lastWords());
      }
    } finally {
      patience.cancel();
      process.destroyForcibly();
    }
    if (!isMarked) {
      after = broker.usage();
    }
    return new ClientRun(
        Map.copyOf(results), lastWords(), before, after, clientAfter - clientBefore);
  }

  /** Whether the line was a mark. */
  private boolean take(String line, Process client) throws IOException {
    if (line.equals("@begin")) {
      before = broker.usage();
      clientBefore = cpuSeconds(client);
    } else if (line.equals("@end")) {
      after = broker.usage();
      clientAfter = cpuSeconds(client);
      ended = true;
    } else if (line.startsWith("@result ")) {
      for (String pair : line.substring("@result ".length()).split(" ", -1)) {
        int separator = pair.indexOf('=');
        results.put(pair.substring(0, separator), pair.substring(separator + 1));
      }
    } else {
      output.append(line).append('\n');
      if (!ended) {
        clientAfter = Math.max(clientAfter, cpuSeconds(client));
      }
      return false;
    }
    return true;
  }

  /** What the client has used; 0 when it has ended, which its last words may come after. */
  private static double cpuSeconds(Process client) {
    return client.info().totalCpuDuration().map(used -> used.toMillis() / 1e3).orElse(0.0);
  }

  private String lastWords() {
    return output.substring(Math.max(0, output.length() - SHOWN));
  }
}
