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
 * A client in a JVM of its own, measured from the first to the last {@link Mark} in its output, or
 * from start to end when there is none.
 */
final class ClientJvm {
  private static final int PATIENCE_MILLIS = 300_000;
  private static final int SHOWN = 3_000;

  private final Broker broker;
  private final Marks marks;
  private final Map<String, String> results = new HashMap<>();
  private final StringBuilder output = new StringBuilder();
  private Usage before;
  private Usage after;

  /** The client's own CPU seconds at its begin mark, and when it last said something. */
  private double clientBefore;

  private double clientAfter;
  private boolean ended;

  private ClientJvm(Broker broker, Marks marks) throws IOException {
    this.broker = broker;
    this.marks = marks;
    this.before = broker.usage();
    this.after = before;
  }

  static ClientRun run(Broker broker, List<String> command, Marks marks)
      throws LoadFailure, IOException, InterruptedException {
    return new ClientJvm(broker, marks).run(command);
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
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line, process);
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new LoadFailure("the client ended with " + code + ":\n" + lastWords());
      }
    } finally {
      patience.cancel();
      process.destroyForcibly();
    }
    if (!ended) {
      after = broker.usage();
    }
    return new ClientRun(
        Map.copyOf(results), lastWords(), before, after, clientAfter - clientBefore);
  }

  private void take(String line, Process client) throws IOException {
    switch (marks.of(line)) {
      case BEGIN -> {
        before = broker.usage();
        clientBefore = cpuSeconds(client);
      }
      case END -> {
        after = broker.usage();
        clientAfter = cpuSeconds(client);
        ended = true;
      }
      case NONE -> takeText(line, client);
    }
  }

  private void takeText(String line, Process client) {
    if (line.startsWith("@result ")) {
      for (String pair : line.substring("@result ".length()).split(" ", -1)) {
        int separator = pair.indexOf('=');
        results.put(pair.substring(0, separator), pair.substring(separator + 1));
      }
      return;
    }
    output.append(line).append('\n');
    if (!ended) {
      clientAfter = Math.max(clientAfter, cpuSeconds(client));
    }
  }

  /** What the client has used; 0 when it has ended, which its last words may come after. */
  private static double cpuSeconds(Process client) {
    return client.info().totalCpuDuration().map(used -> used.toMillis() / 1e3).orElse(0.0);
  }

  private String lastWords() {
    return output.substring(Math.max(0, output.length() - SHOWN));
  }
}
