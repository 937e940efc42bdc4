package io.coinpanel.standalone.panel;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** What the person in front sees: lines, whole and at once, from whatever thread. */
public record Terminal(PrintWriter out, PrintWriter err) {

  public static Terminal of(CommandLine commandLine) {
    return new Terminal(commandLine.getOut(), commandLine.getErr());
  }

  public synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  public synchronized void complain(String line) {
    err.println(line);
    err.flush();
  }

  /** Waits until the process is told to end. */
  public void awaitEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
