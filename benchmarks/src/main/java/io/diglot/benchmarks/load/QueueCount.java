package io.diglot.benchmarks.load;

import java.util.function.ToIntFunction;

/**
 * A number of queues that may depend on the scale.
 *
 * @param number the number in a scale
 */
public record QueueCount(ToIntFunction<Scale> number) {

  /** Always this many. */
  public static QueueCount of(int count) {
    return new QueueCount(scale -> count);
  }

  /** As many as the scale calls many. */
  public static QueueCount many() {
    return new QueueCount(Scale::manyQueues);
  }

  int in(Scale scale) {
    return number.applyAsInt(scale);
  }
}
