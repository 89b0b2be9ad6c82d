package io.diglot.kafka.settings;

import io.diglot.core.topic.TopicSetting;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** What Kafka calls the topic settings at broker level, and what it says of them. */
final class SettingTexts {
  private static final String IDLE =
      " Kept and shown, without effect on this broker: it has one log for all topics.";

  private static final Map<String, Text> BY_NAME =
      Map.ofEntries(
          Map.entry(
              "segment.bytes", new Text("log.segment.bytes", TopicConfig.SEGMENT_BYTES_DOC + IDLE)),
          Map.entry("segment.ms", new Text("log.roll.ms", TopicConfig.SEGMENT_MS_DOC + IDLE)),
          Map.entry(
              "segment.jitter.ms",
              new Text("log.roll.jitter.ms", TopicConfig.SEGMENT_JITTER_MS_DOC + IDLE)),
          Map.entry(
              "segment.index.bytes",
              new Text("log.index.size.max.bytes", TopicConfig.SEGMENT_INDEX_BYTES_DOC + IDLE)),
          Map.entry(
              "flush.messages",
              new Text(
                  "log.flush.interval.messages", TopicConfig.FLUSH_MESSAGES_INTERVAL_DOC + IDLE)),
          Map.entry("flush.ms", new Text("log.flush.interval.ms", TopicConfig.FLUSH_MS_DOC + IDLE)),
          Map.entry(
              "retention.bytes", new Text("log.retention.bytes", TopicConfig.RETENTION_BYTES_DOC)),
          Map.entry("retention.ms", new Text("log.retention.ms", TopicConfig.RETENTION_MS_DOC)),
          Map.entry(
              "max.message.bytes",
              new Text("message.max.bytes", TopicConfig.MAX_MESSAGE_BYTES_DOC)),
          Map.entry(
              "index.interval.bytes",
              new Text("log.index.interval.bytes", TopicConfig.INDEX_INTERVAL_BYTES_DOC + IDLE)),
          Map.entry(
              "file.delete.delay.ms",
              new Text("log.segment.delete.delay.ms", TopicConfig.FILE_DELETE_DELAY_MS_DOC + IDLE)),
          Map.entry(
              "delete.retention.ms",
              new Text(
                  "log.cleaner.delete.retention.ms", TopicConfig.DELETE_RETENTION_MS_DOC + IDLE)),
          Map.entry(
              "min.compaction.lag.ms",
              new Text(
                  "log.cleaner.min.compaction.lag.ms",
                  TopicConfig.MIN_COMPACTION_LAG_MS_DOC + IDLE)),
          Map.entry(
              "max.compaction.lag.ms",
              new Text(
                  "log.cleaner.max.compaction.lag.ms",
                  TopicConfig.MAX_COMPACTION_LAG_MS_DOC + IDLE)),
          Map.entry(
              "min.cleanable.dirty.ratio",
              new Text(
                  "log.cleaner.min.cleanable.ratio",
                  TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_DOC + IDLE)),
          Map.entry(
              "cleanup.policy", new Text("log.cleanup.policy", TopicConfig.CLEANUP_POLICY_DOC)),
          Map.entry(
              "unclean.leader.election.enable",
              new Text(
                  "unclean.leader.election.enable",
                  TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_DOC + IDLE)),
          Map.entry(
              "min.insync.replicas",
              new Text("min.insync.replicas", TopicConfig.MIN_IN_SYNC_REPLICAS_DOC + IDLE)),
          Map.entry(
              "compression.type",
              new Text("compression.type", TopicConfig.COMPRESSION_TYPE_DOC + IDLE)),
          Map.entry(
              "compression.gzip.level",
              new Text("compression.gzip.level", TopicConfig.COMPRESSION_GZIP_LEVEL_DOC + IDLE)),
          Map.entry(
              "compression.lz4.level",
              new Text("compression.lz4.level", TopicConfig.COMPRESSION_LZ4_LEVEL_DOC + IDLE)),
          Map.entry(
              "compression.zstd.level",
              new Text("compression.zstd.level", TopicConfig.COMPRESSION_ZSTD_LEVEL_DOC + IDLE)),
          Map.entry("preallocate", new Text("log.preallocate", TopicConfig.PREALLOCATE_DOC + IDLE)),
          Map.entry(
              "message.timestamp.type",
              new Text("log.message.timestamp.type", TopicConfig.MESSAGE_TIMESTAMP_TYPE_DOC)),
          Map.entry(
              "message.timestamp.before.max.ms",
              new Text(
                  "log.message.timestamp.before.max.ms",
                  TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_DOC)),
          Map.entry(
              "message.timestamp.after.max.ms",
              new Text(
                  "log.message.timestamp.after.max.ms",
                  TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_DOC)),
          Map.entry(
              "remote.storage.enable",
              new Text(
                  "remote.log.storage.system.enable",
                  TopicConfig.REMOTE_LOG_STORAGE_ENABLE_DOC + IDLE)),
          Map.entry(
              "local.retention.ms",
              new Text("log.local.retention.ms", TopicConfig.LOCAL_LOG_RETENTION_MS_DOC + IDLE)),
          Map.entry(
              "local.retention.bytes",
              new Text(
                  "log.local.retention.bytes", TopicConfig.LOCAL_LOG_RETENTION_BYTES_DOC + IDLE)),
          Map.entry(
              "remote.log.copy.disable",
              new Text("remote.log.copy.disable", TopicConfig.REMOTE_LOG_COPY_DISABLE_DOC + IDLE)),
          Map.entry(
              "remote.log.delete.on.disable",
              new Text(
                  "remote.log.delete.on.disable",
                  TopicConfig.REMOTE_LOG_DELETE_ON_DISABLE_DOC + IDLE)));

  private SettingTexts() {}

  /** The broker-level name of a topic setting. */
  static String brokerName(String name) {
    Text text = BY_NAME.get(name);
    return text == null ? name : text.brokerName;
  }

  /** What a topic setting means. */
  static String documentation(TopicSetting setting) {
    Text text = BY_NAME.get(setting.name());
    return text == null ? "Allowed: " + setting.allowed() + "." : text.documentation;
  }

  private record Text(String brokerName, String documentation) {}
}
