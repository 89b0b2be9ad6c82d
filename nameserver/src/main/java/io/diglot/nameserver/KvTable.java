package io.diglot.nameserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The key-value table: namespaces with keys and values, kept in one small file that is replaced as
 * a whole ({@code {"configTable":{"namespace": {"key":"value"}}}}, RocketMQ's form). A change is
 * made by one thread that may wait for the disk, and counts once it is in the file; reads take an
 * immutable snapshot.
 */
final class KvTable {
  /** What a topic's order configuration stands under. */
  static final String ORDER_TOPIC_CONFIG = "ORDER_TOPIC_CONFIG";

  private final Path file;
  private final Executor disk;
  private volatile SortedMap<String, SortedMap<String, String>> namespaces;

  /**
   * Reads the file, if there is one.
   *
   * @param disk runs changes, one at a time
   * @throws IOException if the file cannot be read or is not what this class writes
   */
  KvTable(Path file, Executor disk) throws IOException {
    this.file = file;
    this.disk = disk;
    this.namespaces = load(file);
  }

  Optional<String> get(String namespace, String key) {
    return namespace(namespace).map(values -> values.get(key));
  }

  /** All keys and values of a namespace; absent if nothing was ever put into it. */
  Optional<SortedMap<String, String>> namespace(String namespace) {
    return Optional.ofNullable(namespaces.get(namespace));
  }

  /** Completes once the value is in the file, or with an {@link UncheckedIOException}. */
  CompletableFuture<Void> put(String namespace, String key, String value) {
    return change(
        table -> table.computeIfAbsent(namespace, name -> new TreeMap<>()).put(key, value));
  }

  /** Completes once the key is gone from the file, or with an {@link UncheckedIOException}. */
  CompletableFuture<Void> delete(String namespace, String key) {
    return change(
        table -> {
          SortedMap<String, String> values = table.get(namespace);
          if (values != null) {
            values.remove(key);
          }
        });
  }

  private CompletableFuture<Void> change(
      Consumer<SortedMap<String, SortedMap<String, String>>> edit) {
    return CompletableFuture.runAsync(
        () -> {
          SortedMap<String, SortedMap<String, String>> next = new TreeMap<>();
          namespaces.forEach((name, values) -> next.put(name, new TreeMap<>(values)));
          edit.accept(next);
          try {
            save(next);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
          }
          namespaces = Collections.unmodifiableSortedMap(next);
        },
        disk);
  }

  private static SortedMap<String, SortedMap<String, String>> load(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    }
    SortedMap<String, SortedMap<String, String>> table = new TreeMap<>();
    try {
      Json.read(bytes)
          .path("configTable")
          .properties()
          .forEach(
              namespace -> {
                SortedMap<String, String> values = new TreeMap<>();
                namespace
                    .getValue()
                    .properties()
                    .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
                table.put(namespace.getKey(), values);
              });
    } catch (RuntimeException e) {
      throw new IOException(file + " is no key-value table", e);
    }
    return table;
  }

  /** A crash leaves the old file or the new one. */
  private void save(SortedMap<String, SortedMap<String, String>> table) throws IOException {
    ObjectNode root = Json.object();
    ObjectNode all = root.putObject("configTable");
    table.forEach(
        (name, values) -> {
          ObjectNode node = all.putObject(name);
          values.forEach(node::put);
        });
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try (OutputStream out =
        Files.newOutputStream(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.SYNC)) {
      out.write(Json.text(root).getBytes(StandardCharsets.UTF_8));
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
