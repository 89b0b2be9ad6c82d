package io.diglot.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A Java properties file (UTF-8) that still knows its lines.
 *
 * @param name the file's name, for messages
 * @param entries what is in it, in order; a key that stands twice is in it twice
 */
record ConfigFile(String name, List<Entry> entries) {

  /**
   * One entry.
   *
   * @param key the key
   * @param value the value, without surrounding blanks
   * @param line the number of the line where it begins, from 1
   */
  record Entry(String key, String value, int line) {}

  static ConfigFile read(Path file) throws ConfigException {
    try {
      return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": there is no such file"));
    } catch (CharacterCodingException e) {
      throw new ConfigException(List.of(file + ": is not UTF-8 text"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ": cannot be read: " + e.getMessage()));
    }
  }

  static ConfigFile parse(String name, String text) throws ConfigException {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      StringBuilder logical = new StringBuilder(lines.get(i));
      boolean comment = isBlankOrComment(lines.get(i));
      while (!comment && goesOn(lines.get(i)) && i + 1 < lines.size()) {
        i++;
        logical.append('\n').append(lines.get(i));
      }
      if (!comment) {
        entries.add(entry(name, logical.toString(), first + 1));
      }
    }
    return new ConfigFile(name, List.copyOf(entries));
  }

  /** {@link Properties} knows the escapes; only it does not say where it found what. */
  private static Entry entry(String name, String logicalLine, int line) throws ConfigException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(logicalLine));
    } catch (IllegalArgumentException | IOException e) {
      throw new ConfigException(List.of(name + ":" + line + ": " + e.getMessage()));
    }
    String key = properties.stringPropertyNames().iterator().next();
    return new Entry(key, properties.getProperty(key, "").trim(), line);
  }

  private static boolean isBlankOrComment(String line) {
    String stripped = line.stripLeading();
    return stripped.isEmpty() || stripped.charAt(0) == '#' || stripped.charAt(0) == '!';
  }

  /** A line goes on in the next one when it ends with an odd number of backslashes. */
  private static boolean goesOn(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
