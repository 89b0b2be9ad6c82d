package io.diglot.nativeprotocol.message;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One RocketMQ message with everything that its stored layout holds.
 *
 * @param topic topic name
 * @param queueId the queue
 * @param flag the producer's own flag
 * @param queueOffset offset in the queue
 * @param physicalOffset the record's handle; clients know it as commitLogOffset
 * @param sysFlag see {@link SysFlag}; the two address bits follow from the hosts
 * @param bornTimestamp when the producer made it, milliseconds since the epoch
 * @param bornHost who sent it
 * @param storeTimestamp when the broker took it, milliseconds since the epoch
 * @param storeHost which broker took it
 * @param reconsumeTimes how often a consumer failed on it
 * @param preparedTransactionOffset handle of its half message, 0 for none
 * @param body the bytes between position and limit, as sent (perhaps compressed); not to be changed
 * @param properties property text, see {@link MessageProperties}; not to be changed
 */
public record StoredMessage(
    String topic,
    int queueId,
    int flag,
    long queueOffset,
    long physicalOffset,
    int sysFlag,
    long bornTimestamp,
    StoredHost bornHost,
    long storeTimestamp,
    StoredHost storeHost,
    int reconsumeTimes,
    long preparedTransactionOffset,
    ByteBuffer body,
    ByteBuffer properties) {

  /** Makes the address bits say what the hosts are. */
  public StoredMessage {
    sysFlag &= ~(SysFlag.BORN_HOST_V6 | SysFlag.STORE_HOST_V6);
    sysFlag |= bornHost.isV6() ? SysFlag.BORN_HOST_V6 : 0;
    sysFlag |= storeHost.isV6() ? SysFlag.STORE_HOST_V6 : 0;
  }

  /** The properties, decoded anew by each call. */
  public Map<String, String> propertyMap() {
    return MessageProperties.decode(properties);
  }
}
