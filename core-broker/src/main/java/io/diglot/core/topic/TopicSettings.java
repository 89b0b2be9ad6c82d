package io.diglot.core.topic;

import io.diglot.core.topic.TopicSetting.Origin;
import io.diglot.core.topic.TopicSetting.ValueType;
import io.diglot.core.topic.machine.TopicState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings that a topic may have, with Kafka's types, ranges and defaults (4.3) and RocketMQ's
 * attributes (5.5).
 */
public final class TopicSettings {
  /** How long records are kept, milliseconds; -1 for ever. */
  public static final String RETENTION_MS = "retention.ms";

  /** How many bytes a queue keeps; -1 for no bound. */
  public static final String RETENTION_BYTES = "retention.bytes";

  /** The largest batch or message that is taken, bytes. */
  public static final String MAX_MESSAGE_BYTES = "max.message.bytes";

  /** {@code delete}, {@code compact} or both. */
  public static final String CLEANUP_POLICY = "cleanup.policy";

  /** {@code CreateTime} or {@code LogAppendTime}. */
  public static final String TIMESTAMP_TYPE = "message.timestamp.type";

  /**
   * What kind of messages a RocketMQ 5 producer may send; {@code DELAY} and {@code MIXED} open
   * delay headers to Kafka.
   */
  public static final String MESSAGE_TYPE = "message.type";

  /** A second name, legal for RocketMQ clients. */
  public static final String NATIVE_ALIAS = TopicState.ALIAS;

  private static final Map<String, TopicSetting> ALL = table();

  private TopicSettings() {}

  /** All of them, sorted by name. */
  public static Collection<TopicSetting> all() {
    return ALL.values();
  }

  /** A setting by name. */
  public static Optional<TopicSetting> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Map<String, TopicSetting> table() {
    List<TopicSetting> settings = new ArrayList<>();
    settings.addAll(retention());
    settings.addAll(segments());
    settings.addAll(messages());
    settings.addAll(compaction());
    settings.addAll(replication());
    settings.addAll(natives());
    settings.sort(java.util.Comparator.comparing(TopicSetting::name));
    Map<String, TopicSetting> byName = new LinkedHashMap<>();
    settings.forEach(setting -> byName.put(setting.name(), setting));
    return Collections.unmodifiableMap(byName);
  }

  private static List<TopicSetting> retention() {
    return List.of(
        longs(RETENTION_MS, "604800000", -1, Long.MAX_VALUE),
        longs(RETENTION_BYTES, "-1", Long.MIN_VALUE, Long.MAX_VALUE),
        longs("local.retention.ms", "-2", -2, Long.MAX_VALUE),
        longs("local.retention.bytes", "-2", -2, Long.MAX_VALUE),
        longs("file.delete.delay.ms", "60000", 0, Long.MAX_VALUE),
        bool("remote.storage.enable"),
        bool("remote.log.copy.disable"),
        bool("remote.log.delete.on.disable"));
  }

  private static List<TopicSetting> segments() {
    return List.of(
        ints("segment.bytes", "1073741824", 1 << 20, Integer.MAX_VALUE),
        longs("segment.ms", "604800000", 1, Long.MAX_VALUE),
        longs("segment.jitter.ms", "0", 0, Long.MAX_VALUE),
        ints("segment.index.bytes", "10485760", 4, Integer.MAX_VALUE),
        ints("index.interval.bytes", "4096", 0, Integer.MAX_VALUE),
        longs("flush.messages", "9223372036854775807", 1, Long.MAX_VALUE),
        longs("flush.ms", "9223372036854775807", 0, Long.MAX_VALUE),
        bool("preallocate"));
  }

  private static List<TopicSetting> messages() {
    return List.of(
        ints(MAX_MESSAGE_BYTES, "1048588", 0, Integer.MAX_VALUE),
        oneOf(TIMESTAMP_TYPE, Origin.KAFKA, "CreateTime", "CreateTime", "LogAppendTime"),
        longs("message.timestamp.before.max.ms", "9223372036854775807", 0, Long.MAX_VALUE),
        longs("message.timestamp.after.max.ms", "3600000", 0, Long.MAX_VALUE),
        oneOf(
            "compression.type",
            Origin.KAFKA,
            "producer",
            "uncompressed",
            "zstd",
            "lz4",
            "snappy",
            "gzip",
            "producer"),
        setting(
            "compression.gzip.level",
            ValueType.INT,
            "-1",
            TopicSettings::gzipLevel,
            "-1 or 1 to 9"),
        ints("compression.lz4.level", "9", 1, 17),
        ints("compression.zstd.level", "3", -131072, 22));
  }

  private static List<TopicSetting> compaction() {
    return List.of(
        new TopicSetting(
            CLEANUP_POLICY,
            Origin.BOTH,
            ValueType.LIST,
            "delete",
            TopicSettings::cleanupPolicy,
            "delete, compact or both"),
        longs("delete.retention.ms", "86400000", 0, Long.MAX_VALUE),
        longs("min.compaction.lag.ms", "0", 0, Long.MAX_VALUE),
        longs("max.compaction.lag.ms", "9223372036854775807", 1, Long.MAX_VALUE),
        setting(
            "min.cleanable.dirty.ratio", ValueType.DOUBLE, "0.5", TopicSettings::ratio, "0 to 1"));
  }

  private static List<TopicSetting> replication() {
    return List.of(
        ints("min.insync.replicas", "1", 1, Integer.MAX_VALUE),
        bool("unclean.leader.election.enable"),
        setting(
            "leader.replication.throttled.replicas", ValueType.LIST, "", Optional::of, "replicas"),
        setting(
            "follower.replication.throttled.replicas",
            ValueType.LIST,
            "",
            Optional::of,
            "replicas"));
  }

  private static List<TopicSetting> natives() {
    return List.of(
        oneOf("queue.type", Origin.NATIVE, "SimpleCQ", "SimpleCQ", "BatchCQ"),
        oneOf(
            MESSAGE_TYPE,
            Origin.BOTH,
            "NORMAL",
            "UNSPECIFIED",
            "NORMAL",
            "FIFO",
            "DELAY",
            "TRANSACTION",
            "PRIORITY",
            "LITE",
            "MIXED"),
        new TopicSetting(
            "reserve.time",
            Origin.NATIVE,
            ValueType.LONG,
            "-1",
            value -> integer(value, -1, Long.MAX_VALUE),
            "-1 or more"),
        new TopicSetting(
            NATIVE_ALIAS,
            Origin.DIGLOT,
            ValueType.STRING,
            "",
            value -> Optional.of(value).filter(alias -> TopicNames.isNative(alias)),
            "a name that RocketMQ allows"));
  }

  private static TopicSetting ints(String name, String defaultValue, long least, long most) {
    return setting(
        name,
        ValueType.INT,
        defaultValue,
        value -> integer(value, least, most),
        least + " to " + most);
  }

  private static TopicSetting longs(String name, String defaultValue, long least, long most) {
    return setting(
        name,
        ValueType.LONG,
        defaultValue,
        value -> integer(value, least, most),
        least + " to " + most);
  }

  private static TopicSetting bool(String name) {
    return setting(name, ValueType.BOOLEAN, "false", TopicSettings::bool01, "true or false");
  }

  private static TopicSetting oneOf(
      String name, Origin origin, String defaultValue, String... values) {
    List<String> allowed = List.of(values);
    return new TopicSetting(
        name,
        origin,
        ValueType.STRING,
        defaultValue,
        value -> Optional.of(value).filter(allowed::contains),
        "one of " + String.join(", ", values));
  }

  private static TopicSetting setting(
      String name,
      ValueType type,
      String defaultValue,
      Function<String, Optional<String>> check,
      String allowed) {
    return new TopicSetting(name, Origin.KAFKA, type, defaultValue, check, allowed);
  }

  private static Optional<String> bool01(String value) {
    String lower = value.trim().toLowerCase(Locale.ROOT);
    return Optional.of(lower).filter(word -> word.equals("true") || word.equals("false"));
  }

  private static Optional<String> integer(String value, long least, long most) {
    try {
      long number = Long.parseLong(value.trim());
      return number < least || number > most
          ? Optional.empty()
          : Optional.of(Long.toString(number));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> gzipLevel(String value) {
    return integer(value, -1, 9).filter(level -> !level.equals("0"));
  }

  private static Optional<String> ratio(String value) {
    try {
      double number = Double.parseDouble(value.trim());
      return number >= 0 && number <= 1 ? Optional.of(Double.toString(number)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Kafka writes a list of delete and compact, RocketMQ one of DELETE and COMPACTION; Kafka's words
   * are kept.
   */
  private static Optional<String> cleanupPolicy(String value) {
    List<String> words =
        Arrays.stream(value.split(",", -1))
            .map(word -> word.trim().toLowerCase(Locale.ROOT))
            .map(word -> word.equals("compaction") ? "compact" : word)
            .distinct()
            .sorted()
            .toList();
    boolean known =
        words.stream().allMatch(word -> word.equals("compact") || word.equals("delete"));
    return known ? Optional.of(String.join(",", words)) : Optional.empty();
  }
}
