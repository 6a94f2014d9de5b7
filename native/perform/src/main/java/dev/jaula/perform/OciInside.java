package dev.jaula.perform;

/** What init has when it performs an OCI step. */
record OciInside(Machine machine, Start start, Report report, RootPerformer root) {}
