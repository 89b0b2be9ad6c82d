package io.diglot.kafka.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waiting for several answers of the core. */
public final class Stages {

  private Stages() {}

  /** All values, in the order of the stages, once the last is there; fails if one fails. */
  public static <T> CompletionStage<List<T>> all(List<CompletionStage<T>> stages) {
    CompletionStage<List<T>> gathered =
        CompletableFuture.completedFuture(new ArrayList<>(stages.size()));
    for (CompletionStage<T> stage : stages) {
      gathered = gathered.thenCombine(stage, Stages::append);
    }
    return gathered;
  }

  private static <T> List<T> append(List<T> list, T value) {
    list.add(value);
    return list;
  }
}
