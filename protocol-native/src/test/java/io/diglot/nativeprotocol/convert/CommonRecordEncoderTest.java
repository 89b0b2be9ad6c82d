package io.diglot.nativeprotocol.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.RecordHandle;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommonRecordEncoderTest {

  /** A client asks the store host for a message by id: it must be one that it can dial. */
  @Test
  void aRecordOfTheOtherProtocolIsStoredOnThisBroker() {
    StoredHost broker =
        StoredHost.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911));
    CommonRecordEncoder encoder =
        new CommonRecordEncoder(new BrokerIdentity("cluster", "broker", 0, broker));
    long handle = RecordHandle.inBatch(4096, 7);
    CommonRecord record =
        new CommonRecord(
            handle, 3, 42, null, "TagA", List.of(), ByteBuffer.allocate(1), 11, 12, 0, 0);

    StoredMessage message = StoredMessageCodec.decode(encoder.encode(record, "topic"));

    assertEquals(broker, message.storeHost());
    assertEquals(handle, message.physicalOffset());
    assertEquals(42, message.queueOffset());
    assertEquals(11, message.bornTimestamp());
    assertEquals(12, message.storeTimestamp());
  }
}
