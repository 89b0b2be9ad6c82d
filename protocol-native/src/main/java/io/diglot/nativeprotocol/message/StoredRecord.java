package io.diglot.nativeprotocol.message;

import java.nio.ByteBuffer;

/**
 * The part of a {@link StoredMessage} that another protocol's record is made of.
 *
 * @param queueId see {@link StoredMessage}
 * @param flag see {@link StoredMessage}
 * @param sysFlag see {@link StoredMessage}
 * @param bornTimestamp see {@link StoredMessage}
 * @param storeTimestamp see {@link StoredMessage}
 * @param reconsumeTimes see {@link StoredMessage}
 * @param body see {@link StoredMessage}
 * @param properties see {@link StoredMessage}
 */
public record StoredRecord(
    int queueId,
    int flag,
    int sysFlag,
    long bornTimestamp,
    long storeTimestamp,
    int reconsumeTimes,
    ByteBuffer body,
    ByteBuffer properties) {}
