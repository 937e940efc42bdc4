package io.coinpanel.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which state of the code was measured, as git names it. */
public final class GitCommit {

  private static final String UNKNOWN = "unknown";

  private GitCommit() {}

  /**
   * The short name, with {@code +} behind it where files were changed since.
   *
   * @param root of the working copy, or null where there is none
   */
  public static String of(@Nullable Path root) throws InterruptedException {
    if (root == null) {
      return UNKNOWN;
    }
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--exclude=*", "--dirty=+")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? name : UNKNOWN;
    } catch (IOException noGit) {
      return UNKNOWN;
    }
  }
}
