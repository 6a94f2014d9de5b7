package dev.jaula.perform;

import dev.jaula.linux.Fd;

/** What the caller knows of init when it is asked for something; pid and pidfd are init's. */
record OciOutside(Machine machine, int pid, Fd pidfd, Report report) {}
