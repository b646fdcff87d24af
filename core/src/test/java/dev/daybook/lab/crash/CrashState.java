package dev.daybook.lab.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files and folders as they are at one moment.
 *
 * @param files contents by relative paths; null for a folder
 */
record CrashState(SortedMap<String, byte[]> files) {

  /** Nothing at all. */
  static final CrashState EMPTY = new CrashState(new TreeMap<>());

  /** Of these; what stands in a folder that is missing cannot be reached. */
  static CrashState of(Map<String, byte[]> files) {
    SortedMap<String, byte[]> reachable = new TreeMap<>();
    // a folder sorts before what is in it
    new TreeMap<>(files).forEach((name, content) -> {
      Path parent = Path.of(name).getParent();
      if (parent == null
          || (reachable.containsKey(parent.toString())
              && reachable.get(parent.toString()) == null)) {
        reachable.put(name, content);
      }
    });
    return new CrashState(reachable);
  }

  /** What is in a folder. */
  static CrashState read(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.filter(path -> !path.equals(folder)).toList();
    }
    for (Path path : all) {
      files.put(
          folder.relativize(path).toString(),
          Files.isDirectory(path) ? null : Files.readAllBytes(path));
    }
    return new CrashState(files);
  }

  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (file.getValue() == null) {
        Files.createDirectories(path);
      } else {
        Files.write(path, file.getValue());
      }
    }
  }

  /** The same for two states that are the same. */
  String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach((name, content) -> {
        int length = content == null ? -1 : content.length;
        digest.update((name + "\0" + length + "\0").getBytes(StandardCharsets.UTF_8));
        if (content != null) {
          digest.update(content);
        }
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Names and sizes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    files.forEach((name, content) ->
        text.append(name).append(content == null ? "/ " : ":" + content.length + " "));
    return text.toString();
  }
}
