package io.diglot.benchmarks.micro;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.kafka.records.KafkaRecordDecoder;
import io.diglot.kafka.records.NativeBatches;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.convert.NativeRecordDecoder;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** RocketMQ's stored layout, and the way from one protocol's frames to the other's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConversionBenchmark {
  private static final int VALUE = 1024;
  private static final int RECORDS = 16;
  private static final long TIME = 1_700_000_000_000L;

  /** What client and broker make of a message without properties of its own. */
  private static final String PROPERTIES =
      "UNIQ_KEY\u00017F0000010C5B7852E8DB0CFE27BC0000\u0002WAIT\u0001true\u0002"
          + "CLUSTER\u0001DefaultCluster\u0002";

  private static final StoredHost HOST =
      StoredHost.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911));

  private final StoredMessage message =
      new StoredMessage(
          "topic",
          1,
          0,
          7,
          4096,
          0,
          TIME,
          HOST,
          TIME,
          HOST,
          0,
          0,
          ByteBuffer.wrap(value()),
          ByteBuffer.wrap(PROPERTIES.getBytes(StandardCharsets.UTF_8)));
  private final ByteBuffer stored = StoredMessageCodec.encode(message);
  private final Frame nativeFrame = frame(FrameKind.NATIVE, 0, 1, stored);
  private final List<Frame> nativeRun =
      IntStream.range(0, RECORDS)
          .mapToObj(i -> frame(FrameKind.NATIVE, i, 1, StoredMessageCodec.encode(message)))
          .toList();
  private final Frame kafkaFrame = frame(FrameKind.KAFKA, 0, RECORDS, batch());
  private final KafkaRecordDecoder kafka = new KafkaRecordDecoder();
  private final NativeRecordDecoder rocket = new NativeRecordDecoder();
  private final NativeBatches batches =
      new NativeBatches(new Decoding(), 0, 0, InstantSource.system());
  private final CommonRecordEncoder encoder =
      new CommonRecordEncoder(new BrokerIdentity("cluster", "broker", 0, HOST));

  private static byte[] value() {
    byte[] value = new byte[VALUE];
    new SplittableRandom(1).nextBytes(value);
    return value;
  }

  private static ByteBuffer batch() {
    SimpleRecord[] records =
        IntStream.range(0, RECORDS)
            .mapToObj(i -> new SimpleRecord(TIME, value()))
            .toArray(SimpleRecord[]::new);
    return MemoryRecords.withRecords(Compression.NONE, records).buffer();
  }

  private static Frame frame(FrameKind kind, long offset, int records, ByteBuffer payload) {
    return new Frame(kind, 1, 4096, offset, records, 0, TIME, TIME, payload.asReadOnlyBuffer());
  }

  /** One message into its stored layout. */
  @Benchmark
  public ByteBuffer encodeMessage() {
    return StoredMessageCodec.encode(message);
  }

  /** One message out of it. */
  @Benchmark
  public StoredMessage decodeMessage() {
    return StoredMessageCodec.decode(stored);
  }

  /** A frame of one RocketMQ message as a common record. */
  @Benchmark
  public List<CommonRecord> decodeNativeFrame() {
    return rocket.decode(nativeFrame);
  }

  /** Frames of 16 RocketMQ messages as a Kafka batch, none of it kept. */
  @Benchmark
  public int convertNativeRun() {
    ByteBuf batch = batches.of(nativeRun).batch();
    int bytes = batch.readableBytes();
    batch.release();
    return bytes;
  }

  /** A batch of 16 Kafka records as RocketMQ messages. */
  @Benchmark
  public int convertKafkaBatch() {
    int bytes = 0;
    for (CommonRecord record : kafka.decode(kafkaFrame)) {
      bytes += encoder.encode(record, "topic").remaining();
    }
    return bytes;
  }

  /** Decodes each time. */
  private final class Decoding implements Records {
    @Override
    public List<CommonRecord> of(Frame frame) {
      return rocket.decode(frame);
    }
  }
}
