package io.coinpanel.testkit.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals to processes that Java itself cannot send. */
public final class Signals {

  private static final Duration LONGEST_END = Duration.ofSeconds(60);

  private Signals() {}

  public static void send(String signal, List<ProcessHandle> processes) throws IOException {
    if (processes.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).redirectErrorStream(true).start().onExit().join();
  }

  /**
   * Kills a process and all its children, as a power failure would, and waits for their ends. It is
   * stopped first: a child forked meanwhile would survive.
   */
  public static void killTree(ProcessHandle root) throws IOException {
    send("STOP", List.of(root));
    List<ProcessHandle> all = new ArrayList<>(root.descendants().toList());
    all.add(root);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      one.onExit().orTimeout(LONGEST_END.toSeconds(), TimeUnit.SECONDS).join();
    }
  }
}
