package io.coinpanel.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command that runs a main class in a small JVM that starts quickly. */
public final class JavaCommand {

  private static final int TRAINING_MINUTES = 3;

  private final String classPath;
  private final String mainClass;
  private final List<String> options =
      new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"));

  public JavaCommand(String classPath, String mainClass) {
    this.classPath = classPath;
    this.mainClass = mainClass;
  }

  /** Adds options of the JVM. */
  public JavaCommand options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /**
   * Records the classes that a run loads and links, unless that was done before, and returns the
   * option that lets later ones start with them.
   *
   * @param training options of the run, which must end by itself
   */
  public String archive(List<String> training, String... arguments) {
    Path archive =
        ProcessFiles.of(
            mainClass,
            System.getProperty("java.home") + classPath,
            ".jsa",
            file -> record(file, words(training, arguments)));
    return "-XX:SharedArchiveFile=" + archive;
  }

  private void record(Path archive, List<String> command) throws IOException {
    Path log = archive.resolveSibling(mainClass + ".log");
    List<String> recording = new ArrayList<>(command);
    recording.add(1, "-XX:ArchiveClassesAtExit=" + archive);
    Process process =
        new ProcessBuilder(recording)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.onExit().orTimeout(TRAINING_MINUTES, TimeUnit.MINUTES).join();
    if (!Files.exists(archive)) {
      throw new AssertionError("no classes were recorded, see " + log);
    }
  }

  /** All words of the command. */
  public List<String> words(String... arguments) {
    return words(List.of(), arguments);
  }

  private List<String> words(List<String> more, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(more);
    words.addAll(List.of("-cp", classPath, mainClass));
    words.addAll(List.of(arguments));
    return words;
  }
}
