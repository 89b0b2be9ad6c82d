package io.diglot.kafka.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.kafka.api.RecordSlices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {
  private final ByteBuffer first = batch("first");
  private final ByteBuffer second = batch("second");

  @Test
  void slicesAreWrittenWhereOneBufferWouldBe() {
    for (int version = 4; version <= ApiKeys.FETCH.latestVersion(false); version++) {
      RequestHeader header = new RequestHeader(ApiKeys.FETCH, (short) version, "c", 5);
      ByteBuffer joined = ByteBuffer.allocate(first.remaining() + second.remaining());
      joined.put(first.duplicate()).put(second.duplicate()).flip();
      List<ByteBuf> parts =
          ResponseEncoder.encode(
              ByteBufAllocator.DEFAULT,
              header,
              fetch(new RecordSlices(List.of(first, second)), version));
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
      ByteBuf actual = Unpooled.wrappedBuffer(parts.toArray(ByteBuf[]::new));
      assertEquals(ByteBufUtil.hexDump(expected), ByteBufUtil.hexDump(actual), "Fetch v" + version);
      actual.release();
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
    assertThrows(
        UnsupportedVersionException.class,
        () -> ResponseEncoder.encode(allocator, header, response));
    assertEquals(0, allocator.metric().usedDirectMemory());
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
    return MemoryRecords.withRecords(
            Compression.NONE,
            new SimpleRecord(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .buffer();
  }
}
