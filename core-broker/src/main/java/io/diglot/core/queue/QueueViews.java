package io.diglot.core.queue;

import io.diglot.core.convert.Records;
import io.diglot.core.model.Limits;
import io.diglot.core.runtime.Control;
import io.diglot.store.Log;
import io.diglot.store.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What the log brings to its end before there are queues: where they begin, leader epochs,
 * producers.
 */
public final class QueueViews {
  private final ProducerView producers;
  private final QueueView queues = new QueueView();

  /**
   * Empty views.
   *
   * @param stamps reads producers' marks out of Kafka batches
   * @param producerExpiry how long a silent producer is remembered
   */
  public QueueViews(ProducerStampReader stamps, Duration producerExpiry, Limits limits) {
    this.producers = new ProducerView(stamps, producerExpiry, limits);
  }

  /** The views that the log is to be opened with. */
  public List<View> views() {
    return List.of(producers, queues);
  }

  /**
   * The queues of the log that was opened with the views; the log is told again where they begin.
   */
  public LogQueues openQueues(
      Log log, Control control, Arrivals arrivals, Records records, Executor readerPool) {
    return new LogQueues(log, control, this, arrivals, records, readerPool);
  }

  /** The producer ids of the same log. */
  public ProducerIds openProducerIds(Log log, Control control) {
    return new LogProducerIds(log, control, queues);
  }

  ProducerView producers() {
    return producers;
  }

  QueueView queues() {
    return queues;
  }
}
