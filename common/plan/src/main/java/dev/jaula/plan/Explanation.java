package dev.jaula.plan;

/**
 * A step in words: why it is there, in English and Portuguese, and the shell command that a person would type; a
 * command that has no counterpart in util-linux is a comment.
 */
public record Explanation(String en, String pt, String shell) {}
