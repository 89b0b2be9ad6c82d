package io.diglot.benchmarks.client;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Counts and times what the threads of a driver do, and tells the parent process on standard output
 * when the measured time begins, when it ends, and what was seen: lines that begin with {@code @}.
 */
final class Window {
  private static final int DIGITS = 3;
  private static final int FIRST_TRIES = 1_200;
  private static final int FIRST_MILLIS = 50;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Recorder latency = new Recorder(TimeUnit.MINUTES.toNanos(2), DIGITS);
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final PrintStream out = System.out;

  /** One message went its way. */
  void done(long nanos) {
    done.increment();
    latency.recordValue(Math.max(0, Math.min(nanos, TimeUnit.MINUTES.toNanos(1))));
  }

  /** One message did not. */
  void failed() {
    failed.increment();
  }

  long count() {
    return done.sum();
  }

  /**
   * Waits until a first message went its way, lets the threads go on for the time of warming up,
   * then for the measured time.
   */
  void measure(Arguments arguments) throws InterruptedException {
    for (int i = 0; i < FIRST_TRIES && count() == 0; i++) {
      Thread.sleep(FIRST_MILLIS);
    }
    Thread.sleep(arguments.number("warmUpMillis"));
    begin();
    long before = done.sum();
    long began = System.nanoTime();
    Thread.sleep(arguments.number("measureMillis"));
    end(done.sum() - before, System.nanoTime() - began);
  }

  /** Forgets what was timed so far. */
  void begin() {
    latency.reset();
    out.println("@begin");
    out.flush();
  }

  /** Tells what was seen since the beginning. */
  void end(long count, long nanos) {
    out.println("@end");
    Histogram seen = latency.getIntervalHistogram();
    out.println(
        String.format(
            Locale.ROOT,
            "@result count=%d seconds=%.6f failed=%d p50=%.4f p99=%.4f p999=%.4f",
            count,
            nanos / NANOS_PER_SECOND,
            failed.sum(),
            seen.getValueAtPercentile(50) / NANOS_PER_MILLI,
            seen.getValueAtPercentile(99) / NANOS_PER_MILLI,
            seen.getValueAtPercentile(99.9) / NANOS_PER_MILLI));
    out.flush();
  }
}
