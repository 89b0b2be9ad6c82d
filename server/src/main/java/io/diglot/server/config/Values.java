package io.diglot.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The kinds of values that keys may have. */
final class Values {
  private static final String PLAINTEXT = "PLAINTEXT://";
  private static final int GREATEST_PORT = 65535;

  private Values() {}

  static ValueType<Integer> integer(int least, int greatest) {
    ValueType<Long> wide = number(least, greatest);
    return text -> Math.toIntExact(wide.parse(text));
  }

  static ValueType<Long> number(long least, long greatest) {
    return text -> {
      try {
        long value = Long.parseLong(text);
        if (value >= least && value <= greatest) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw new BadValueException("is not a whole number");
      }
      throw new BadValueException("is not between " + least + " and " + greatest);
    };
  }

  static ValueType<Boolean> flag() {
    return text ->
        switch (text.toLowerCase(Locale.ROOT)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new BadValueException("is neither true nor false");
        };
  }

  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    return text -> {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equals(text)) {
          return constant;
        }
      }
      String known =
          Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
      throw new BadValueException("is none of " + known);
    };
  }

  /** A name as RocketMQ allows it for brokers, clusters and topics. */
  static ValueType<String> name() {
    return text -> {
      if (!text.matches("[A-Za-z0-9_.%|-]{1,127}")) {
        throw new BadValueException(
            "is not a name of 1 to 127 of the characters A-Z a-z 0-9 _ . % | -");
      }
      return text;
    };
  }

  static ValueType<String> text() {
    return text -> {
      if (text.isEmpty()) {
        throw new BadValueException("is empty");
      }
      return text;
    };
  }

  static <T> ValueType<Optional<T>> optional(ValueType<T> type) {
    return text -> text.isEmpty() ? Optional.empty() : Optional.of(type.parse(text));
  }

  /** {@code host:port;host:port}, as RocketMQ writes name server addresses. */
  static ValueType<List<Endpoint>> endpoints() {
    return text -> {
      List<Endpoint> endpoints = new ArrayList<>();
      for (String part : text.split(";", -1)) {
        if (!part.isBlank()) {
          endpoints.add(endpoint(part.trim(), 1));
        }
      }
      if (endpoints.isEmpty()) {
        throw new BadValueException("names no address (host:port;host:port)");
      }
      return List.copyOf(endpoints);
    };
  }

  /** {@code PLAINTEXT://host:port}, as Kafka writes a listener. */
  static ValueType<Endpoint> listener(int leastPort) {
    return text -> {
      if (text.indexOf(',') >= 0) {
        throw new BadValueException("names several listeners; there can be one");
      }
      if (!text.startsWith(PLAINTEXT)) {
        throw new BadValueException(
            "is not of the form PLAINTEXT://host:port, the only listener there is");
      }
      return endpoint(text.substring(PLAINTEXT.length()), leastPort);
    };
  }

  private static Endpoint endpoint(String text, int leastPort) throws BadValueException {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new BadValueException("has no port (host:port)");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new BadValueException("has an IPv6 address without brackets ([::1]:9092)");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= leastPort && port <= GREATEST_PORT) {
        return new Endpoint(host, port);
      }
    } catch (NumberFormatException e) {
      throw new BadValueException("has a port that is no number");
    }
    throw new BadValueException(
        "has a port that is not between " + leastPort + " and " + GREATEST_PORT);
  }

  /** Hours of the day, separated by semicolons, as RocketMQ's deleteWhen; nothing means any. */
  static ValueType<Set<Integer>> hoursOfDay() {
    return text -> {
      TreeSet<Integer> hours = new TreeSet<>();
      if (text.isEmpty()) {
        return Set.of();
      }
      for (String part : text.split(";", -1)) {
        hours.add(integer(0, 23).parse(part.trim()));
      }
      return Set.copyOf(hours);
    };
  }

  /** RocketMQ's messageDelayLevel: {@code 1s 5s 2m 1h 1d}. */
  static ValueType<List<Duration>> delayLevels() {
    return text -> {
      List<Duration> levels = new ArrayList<>();
      for (String part : text.split(" +", -1)) {
        levels.add(delayLevel(part));
      }
      return List.copyOf(levels);
    };
  }

  private static Duration delayLevel(String text) throws BadValueException {
    if (!text.matches("[0-9]{1,6}[smhd]")) {
      throw new BadValueException("is not a row of delays such as 1s 5m 2h 1d");
    }
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
