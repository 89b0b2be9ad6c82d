package io.diglot.kafka.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.kafka.api.RecordSlices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseEncoderTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  @TempDir Path directory;
  private final ByteBuffer first = batch("first");
  private final ByteBuffer second = batch("second");

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void slicesAreWrittenWhereOneBufferWouldBe() throws IOException {
    for (int version = 4; version <= ApiKeys.FETCH.latestVersion(false); version++) {
      RequestHeader header = new RequestHeader(ApiKeys.FETCH, (short) version, "c", 5);
      ByteBuffer joined = ByteBuffer.allocate(first.remaining() + second.remaining());
      joined.put(first.duplicate()).put(second.duplicate()).flip();
      RecordSlices slices = new RecordSlices(List.of(first, second));
      FetchResponseData whole = fetch(MemoryRecords.readableRecords(joined), version).data();
      ByteBuffer head =
          MessageUtil.toByteBufferAccessor(
                  header.toResponseHeader().data(), header.toResponseHeader().headerVersion())
              .buffer();
      ByteBuffer body = MessageUtil.toByteBufferAccessor(whole, (short) version).buffer();
      ByteBuf expected =
          Unpooled.buffer()
              .writeInt(head.remaining() + body.remaining())
              .writeBytes(head)
              .writeBytes(body);
      assertEquals(
          ByteBufUtil.hexDump(expected),
          written(header, fetch(slices, version)),
          "Fetch v" + version);
    }
  }

  @Test
  void whatCannotBeEncodedLeavesNothingBehind() {
    UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    ListOffsetsTopicResponse topic =
        new ListOffsetsTopicResponse()
            .setName("t")
            .setPartitions(
                List.of(new ListOffsetsPartitionResponse().setOffset(1).setLeaderEpoch(3)));
    ListOffsetsResponse response =
        new ListOffsetsResponse(new ListOffsetsResponseData().setTopics(List.of(topic)));
    RequestHeader header = new RequestHeader(ApiKeys.LIST_OFFSETS, (short) 2, "c", 5);
    channel.config().setAllocator(allocator);
    assertThrows(
        UnsupportedVersionException.class, () -> ResponseEncoder.encode(channel, header, response));
    assertEquals(0, allocator.metric().usedDirectMemory());
  }

  private String written(RequestHeader header, FetchResponse response) throws IOException {
    GatheredFrame frame = (GatheredFrame) ResponseEncoder.encode(channel, header, response);
    Path file = directory.resolve("frame");
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      assertEquals(frame.count(), frame.transferTo(out, 0));
    }
    frame.release();
    return ByteBufUtil.hexDump(Files.readAllBytes(file));
  }

  private static FetchResponse fetch(BaseRecords records, int version) {
    FetchableTopicResponse topic =
        new FetchableTopicResponse()
            .setPartitions(
                List.of(
                    new PartitionData()
                        .setPartitionIndex(1)
                        .setHighWatermark(9)
                        .setRecords(records),
                    new PartitionData()
                        .setPartitionIndex(2)
                        .setHighWatermark(3)
                        .setRecords(MemoryRecords.EMPTY)));
    if (version < 13) {
      topic.setTopic("t");
    }
    return FetchResponse.of(new FetchResponseData().setResponses(List.of(topic)));
  }

  private static ByteBuffer batch(String value) {
    ByteBuffer batch =
        MemoryRecords.withRecords(
                Compression.NONE, new SimpleRecord(value.getBytes(StandardCharsets.UTF_8)))
            .buffer();
    return ByteBuffer.allocateDirect(batch.remaining()).put(batch).flip();
  }
}
