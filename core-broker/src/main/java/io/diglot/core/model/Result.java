package io.diglot.core.model;

import java.util.function.BiFunction;
import java.util.function.Function;

/** Either a value or an expected refusal. */
public sealed interface Result<T> {

  /** The value. */
  record Ok<T>(T value) implements Result<T> {}

  /** The refusal; {@code detail} is a sentence for a person, without a full stop. */
  record Failed<T>(BrokerError error, String detail) implements Result<T> {}

  /** A value. */
  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  /** A refusal. */
  static <T> Result<T> failed(BrokerError error, String detail) {
    return new Failed<>(error, detail);
  }

  /** Changes the value, keeps a refusal. */
  default <R> Result<R> map(Function<? super T, ? extends R> change) {
    if (this instanceof Failed<T> failed) {
      return new Failed<>(failed.error(), failed.detail());
    }
    return new Ok<>(change.apply(((Ok<T>) this).value()));
  }

  /** Goes on with the value or with the refusal. */
  default <R> R fold(
      Function<? super T, ? extends R> onOk,
      BiFunction<BrokerError, String, ? extends R> onFailed) {
    if (this instanceof Failed<T> failed) {
      return onFailed.apply(failed.error(), failed.detail());
    }
    return onOk.apply(((Ok<T>) this).value());
  }
}
