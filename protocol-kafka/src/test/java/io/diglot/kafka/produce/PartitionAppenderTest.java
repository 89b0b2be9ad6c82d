package io.diglot.kafka.produce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Stored;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.kafka.records.KafkaStampReader;
import io.diglot.store.FrameDraft;
import io.diglot.store.QueueEnds;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class PartitionAppenderTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Topic TOPIC =
      new Topic(1, new UUID(1, 1), "t", 1, 1, 6, 0, false, Map.of(), 0);

  private final List<FrameDraft> drafts = new ArrayList<>();
  private final PartitionAppender appender =
      new PartitionAppender(
          queues(),
          TopicDefaults.standard(),
          new KafkaStampReader(),
          () -> Instant.ofEpochMilli(NOW));

  @Test
  void recordsWithoutATimeAgeFromTheirArrival() {
    append(RecordBatch.NO_TIMESTAMP);
    append(NOW - 5);
    assertEquals(
        List.of(NOW, NOW - 5), drafts.stream().map(FrameDraft::greatestTimestamp).toList());
  }

  private void append(long timestamp) {
    MemoryRecords records =
        MemoryRecords.withRecords(Compression.NONE, new SimpleRecord(timestamp, new byte[1]));
    assertEquals(Errors.NONE, appender.append(TOPIC, 0, records, (short) 9).error());
  }

  private Queues queues() {
    return (Queues)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Queues.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "leaderEpoch" -> 0;
                  case "ends" -> QueueEnds.EMPTY;
                  case "append" -> {
                    drafts.add((FrameDraft) arguments[0]);
                    yield Result.ok(new Stored(0, 0, 0, 0, false));
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
