package dev.jaula.args;

import java.util.List;

/**
 * What only a reader of the help needs. It is made when somebody asks: a container's start parses
 * its command line, and pays for every text that is touched.
 *
 * @param description paragraphs, separated by an empty line; empty if the summary says it all
 * @param examples lines that a person could type
 */
public record Details(Text description, List<Example> examples) {}
