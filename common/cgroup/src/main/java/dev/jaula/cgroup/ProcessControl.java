package dev.jaula.cgroup;

/** What operations do to processes and time: the kernel's, or a test's. */
public interface ProcessControl {
  /** Sends a signal (man 2 kill); 0 or {@code -errno}. */
  int signal(int pid, int signal);

  void pause(int milliseconds);
}
