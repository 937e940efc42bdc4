package io.coinpanel.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The class path of the tests, or a part of it, all in jars: a JVM shares loaded classes with
 * others, which halves the time of a start, only if no directory is on its path.
 */
public final class ClassPath {

  /** What is only of tests, and slows a start. */
  private static final List<String> OF_TESTS =
      List.of("test-classes", "test-kit", "junit", "assertj", "playwright", "testcontainers");

  private static final Map<Path, Path> PACKED = new ConcurrentHashMap<>();

  private ClassPath() {}

  /** The class path of this JVM as it is. */
  public static String own() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The class path without what is of tests alone, and without entries that contain these. */
  public static String without(String... foreign) {
    List<String> all = new ArrayList<>(OF_TESTS);
    all.addAll(List.of(foreign));
    List<String> jars = new ArrayList<>();
    for (String entry : own().split(File.pathSeparator, -1)) {
      if (!entry.isEmpty() && all.stream().noneMatch(entry::contains)) {
        Path path = Path.of(entry);
        jars.add(Files.isDirectory(path) ? packed(path, path).toString() : entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /** A class path with the package of a test's class too. */
  public static String with(Class<?> one, String classPath) {
    Path classes = location(one);
    Path folder = classes.resolve(one.getPackageName().replace('.', '/'));
    return classPath + File.pathSeparator + packed(classes, folder);
  }

  private static Path location(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Path packed(Path classes, Path folder) {
    return PACKED.computeIfAbsent(folder, _ -> pack(classes, folder));
  }

  private static Path pack(Path classes, Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(one -> !one.equals(classes)).sorted().toList();
      StringBuilder madeFrom = new StringBuilder();
      for (Path one : files) {
        madeFrom.append(one).append(Files.getLastModifiedTime(one)).append(Files.size(one));
      }
      // As target/classes of a module, and as a package of tests.
      Path name = classes.equals(folder) ? classes.resolve("../..").normalize() : folder;
      return ProcessFiles.of(
          name.getFileName().toString(),
          madeFrom.toString(),
          ".jar",
          jar -> write(jar, classes, files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path jar, Path classes, List<Path> files) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path one : files) {
        // Folders too: whoever scans a package asks for its folder.
        boolean isFolder = Files.isDirectory(one);
        out.putNextEntry(new ZipEntry(classes.relativize(one) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(one, out);
        }
      }
    }
  }
}
