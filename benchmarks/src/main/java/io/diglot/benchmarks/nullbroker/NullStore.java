package io.diglot.benchmarks.nullbroker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One file that takes what producers send, unchecked and never read. Less does no broker that keeps
 * anything. Thread-safe.
 */
interface NullStore extends AutoCloseable {
  /** The file's name. */
  String FILE = "records";

  /** What nothing has to be done for. */
  CompletionStage<Void> SAFE = CompletableFuture.completedStage(null);

  /**
   * Takes some more. The bytes are the caller's again at return.
   *
   * @return done when they, and what was taken before, are as safe as they get; failed if they
   *     cannot be written
   */
  CompletionStage<Void> append(ByteBuffer bytes);

  @Override
  void close() throws IOException;
}
