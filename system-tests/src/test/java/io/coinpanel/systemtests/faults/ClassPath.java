package io.coinpanel.systemtests.faults;

import io.coinpanel.systemtests.clock.SteppedIngestion;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * What an ingestion's process needs, all of it in jars: the JVM shares loaded classes between
 * processes, which halves the time of a start, only if no directory is on the path.
 */
final class ClassPath {

  // Of the whole product; ingestion knows nothing of it.
  private static final List<String> FOREIGN =
      List.of("webserver-service", "hibernate", "test-classes", "junit", "archunit");

  private static final String MAIN = SteppedIngestion.class.getPackageName().replace('.', '/');

  private ClassPath() {}

  static String in(Path directory) throws IOException {
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> jars = new ArrayList<>();
    for (String entry : own.split(File.pathSeparator, -1)) {
      if (FOREIGN.stream().noneMatch(entry::contains)) {
        Path path = Path.of(entry);
        boolean isFolder = Files.isDirectory(path);
        jars.add(isFolder ? packed(path, "", directory, jars.size()) : entry);
      }
    }
    jars.add(packed(tests(), MAIN, directory, jars.size()));
    return String.join(File.pathSeparator, jars);
  }

  private static Path tests() {
    try {
      var source = SteppedIngestion.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String packed(Path classes, String part, Path directory, int number)
      throws IOException {
    Path jar = directory.resolve("classes-" + number + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes.resolve(part))) {
      for (Path one : found.filter(one -> !one.equals(classes)).sorted().toList()) {
        // Folders too: whoever scans a package asks for its folder.
        boolean isFolder = Files.isDirectory(one);
        out.putNextEntry(new ZipEntry(classes.relativize(one) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(one, out);
        }
      }
    }
    return jar.toString();
  }
}
