package io.diglot.store;

import io.diglot.store.index.QueueTable;
import java.util.List;

/**
 * What recovery hands to the log.
 *
 * @param segments all segments, oldest first; the last one is to be appended to
 * @param queues the ends of all queues
 * @param taker the views at the log's end
 * @param full segments that wait to be sealed
 * @param report what was found
 */
record Recovered(
    List<Segment> segments,
    QueueTable queues,
    FrameTaker taker,
    List<Sealer.Full> full,
    RecoveryReport report) {}
