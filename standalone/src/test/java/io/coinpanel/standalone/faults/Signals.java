package io.coinpanel.standalone.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java itself cannot send. */
final class Signals {

  private Signals() {}

  static void send(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    if (processes.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
