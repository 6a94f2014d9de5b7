package dev.jaula.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.common.DominatorTree;
import org.teavm.common.Graph;
import org.teavm.common.GraphUtils;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.Phi;
import org.teavm.model.Program;
import org.teavm.model.TryCatchBlock;
import org.teavm.model.ValueType;
import org.teavm.model.instructions.JumpInstruction;
import org.teavm.model.util.BasicBlockSplitter;
import org.teavm.model.util.ProgramUtils;

/**
 * Begins every block that handlers protect with a call that may throw what the runtime itself
 * throws, and cuts the block behind it where TeaVM would otherwise go wrong.
 *
 * <ul>
 *   <li>The call makes TeaVM keep the methods of those exceptions.
 *   <li>What a block checks (null, bounds) holds for TeaVM in every block it dominates. A handler
 *       whose only way in is one block would do without a check that has just failed. After a cut
 *       the handler is dominated by the part with the call, which checks nothing.
 *   <li>Two nested try statements that begin at the same place become one in C, and what the inner
 *       handler throws is lost to the outer one. Where such a block is entered, a part with a call
 *       that only the outer handlers protect keeps them apart.
 * </ul>
 */
final class ProtectedBlocks {
  /** A part of a cut block, and how many of its innermost handlers no longer protect it. */
  private record Part(BasicBlock block, int unprotected) {}

  private final Program program;
  private final Graph flow;
  private final DominatorTree dominators;
  private final BasicBlockSplitter splitter;
  private final List<Part> parts = new ArrayList<>();

  private ProtectedBlocks(Program program) {
    this.program = program;
    flow = ProgramUtils.buildControlFlowGraph(program);
    dominators = GraphUtils.buildDominatorTree(flow);
    splitter = new BasicBlockSplitter(program);
  }

  static void begin(Program program) {
    ProtectedBlocks blocks = new ProtectedBlocks(program);
    int count = program.basicBlockCount();
    for (int i = 0; i < count; i++) {
      BasicBlock block = program.basicBlockAt(i);
      if (!block.getTryCatchBlocks().isEmpty() && block.getFirstInstruction() != null) {
        blocks.begin(block);
      }
    }
    blocks.splitter.fixProgram();
    for (Part part : blocks.parts) {
      unprotect(part);
    }
  }

  private void begin(BasicBlock block) {
    boolean dominates = dominatesHandler(block);
    BasicBlock rest = block;
    for (int outer : outerHandlers(block)) {
      BasicBlock part = rest;
      rest = cut(part, announce(part));
      parts.add(new Part(part, outer));
    }
    Instruction call = announce(rest);
    if (dominates) {
      cut(rest, call);
    }
  }

  private static Instruction announce(BasicBlock block) {
    Instruction call = Calls.of("mayThrow", ValueType.VOID);
    Calls.insert(block.getFirstInstruction(), call);
    return call;
  }

  private BasicBlock cut(BasicBlock block, Instruction last) {
    BasicBlock rest = splitter.split(block, last);
    JumpInstruction jump = new JumpInstruction();
    jump.setLocation(last.getLocation());
    jump.setTarget(rest);
    block.add(jump);
    return rest;
  }

  private boolean dominatesHandler(BasicBlock block) {
    for (TryCatchBlock tryCatch : block.getTryCatchBlocks()) {
      if (dominators.dominates(block.getIndex(), tryCatch.getHandler().getIndex())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Where, counted from the innermost handler, a handler begins that protects the one before it.
   */
  private List<Integer> outerHandlers(BasicBlock block) {
    List<TryCatchBlock> handlers = block.getTryCatchBlocks();
    List<Integer> found = new ArrayList<>();
    for (int i = handlers.size() - 1; i > 0; i--) {
      BasicBlock inner = handlers.get(i - 1).getHandler();
      if (isProtected(inner, handlers.get(i).getHandler()) && isEntry(block, inner)) {
        found.add(i);
      }
    }
    return found;
  }

  private static boolean isProtected(BasicBlock block, BasicBlock handler) {
    for (TryCatchBlock tryCatch : block.getTryCatchBlocks()) {
      if (tryCatch.getHandler().equals(handler)) {
        return true;
      }
    }
    return false;
  }

  private boolean isEntry(BasicBlock block, BasicBlock handler) {
    int[] sources = flow.incomingEdges(block.getIndex());
    for (int source : sources) {
      if (!isProtected(program.basicBlockAt(source), handler)) {
        return true;
      }
    }
    return sources.length == 0;
  }

  private static void unprotect(Part part) {
    for (int i = 0; i < part.unprotected; i++) {
      @Nullable TryCatchBlock removed = part.block.getTryCatchBlocks().remove(0);
      for (Phi phi : removed.getHandler().getPhis()) {
        phi.getIncomings().removeIf(incoming -> incoming.getSource().equals(part.block));
      }
    }
  }
}
