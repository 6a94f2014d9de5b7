package dev.jaula.spec;

import java.util.Map;

/**
 * The state of a container as the runtime-spec says it (runtime.md, "State"), with what runc adds.
 *
 * @param ociVersion of the state itself: what the runtime knows, not what config.json says
 * @param status creating, created, running, stopped, or runc's paused
 * @param pid of its first process as the runtime sees it; 0 when it has none
 * @param bundle absolute path of the directory with config.json
 * @param rootfs absolute path of its root; runc's own member
 * @param created when it was made, in RFC 3339; runc's own member
 * @param owner name of the user who made it; runc's own member, empty in its state
 */
public record OciState(
    String ociVersion,
    String id,
    String status,
    int pid,
    String bundle,
    String rootfs,
    String created,
    Map<String, String> annotations,
    String owner) {}
