package io.diglot.architecture.broken.machine;

import java.util.concurrent.CompletableFuture;

/** A state machine that knows a future, and the class that knows it. */
public final class Impure {

  CompletableFuture<Class<?>> later() {
    return CompletableFuture.completedFuture(io.diglot.architecture.broken.ReachingHelper.class);
  }
}
