package io.diglot.core;

import io.diglot.core.group.GroupLimits;
import io.diglot.core.model.Limits;
import io.diglot.core.retention.RetentionConfig;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.store.LogConfig;
import java.time.Duration;
import java.util.List;

/**
 * How the core works.
 *
 * @param log how the log writes
 * @param limits what the broker holds at most
 * @param topicDefaults what holds for topics that say nothing
 * @param groupLimits what groups may do
 * @param retention when old data is looked for
 * @param producerExpiry {@code producer.id.expiration.ms} (1 day)
 * @param readerThreads threads for cold reads and conversions ({@code num.io.threads})
 * @param conversionCacheBytes about how many bytes of decoded records are kept for readers of the
 *     other protocol
 * @param systemTopics topics that are there after every start
 */
public record CoreConfig(
    LogConfig log,
    Limits limits,
    TopicDefaults topicDefaults,
    GroupLimits groupLimits,
    RetentionConfig retention,
    Duration producerExpiry,
    int readerThreads,
    long conversionCacheBytes,
    List<TopicSpec> systemTopics) {

  /** Checks the ranges. */
  public CoreConfig {
    if (producerExpiry.isNegative() || producerExpiry.isZero()) {
      throw new IllegalArgumentException(
          "producer.id.expiration.ms " + producerExpiry.toMillis() + " is not positive");
    }
    if (readerThreads < 1 || conversionCacheBytes < 0) {
      throw new IllegalArgumentException(
          readerThreads
              + " reader threads and "
              + conversionCacheBytes
              + " cache bytes make no sense");
    }
    systemTopics = List.copyOf(systemTopics);
  }

  /** Everybody's defaults, for a log of the given kind. */
  public static CoreConfig standard(LogConfig log, List<TopicSpec> systemTopics) {
    return new CoreConfig(
        log,
        Limits.defaults(),
        TopicDefaults.standard(),
        GroupLimits.DEFAULT,
        RetentionConfig.standard(),
        Duration.ofDays(1),
        4,
        32L << 20,
        systemTopics);
  }
}
