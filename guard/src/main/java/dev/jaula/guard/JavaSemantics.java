package dev.jaula.guard;

import org.teavm.interop.Unmanaged;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.ConstructArrayInstruction;
import org.teavm.model.instructions.ConstructMultiArrayInstruction;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;
import org.teavm.model.util.InstructionVariableMapper;

/**
 * Rewrites every method TeaVM compiles, the class library's included, so that array lengths, integer division, shift
 * counts, float-to-integer casts and caught runtime exceptions behave as the JVM specification says. It only inserts
 * straight-line instructions.
 */
public final class JavaSemantics implements ClassHolderTransformer {
    private static final String CHECKS = Checks.class.getName();

    @Override
    public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
        String name = cls.getName();
        if (name.equals(CHECKS) || name.startsWith("org.teavm.runtime.") || name.startsWith("org.teavm.interop.")
                || cls.getAnnotations().get(Unmanaged.class.getName()) != null) {
            return;
        }
        for (MethodHolder method : cls.getMethods()) {
            if (method.getProgram() != null && method.getAnnotations().get(Unmanaged.class.getName()) == null) {
                transform(method.getProgram());
                shadowParameters(method.getProgram(), method.hasModifier(ElementModifier.STATIC) ? 1 : 0,
                        method.parameterCount());
            }
        }
    }

    private static void transform(Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            if (!block.getTryCatchBlocks().isEmpty() && block.getFirstInstruction() != null) {
                insert(block.getFirstInstruction(), call("mayThrow", ValueType.VOID));
            }
            for (Instruction i = block.getFirstInstruction(); i != null;) {
                Instruction next = i.getNext();
                switch (i) {
                    case ConstructArrayInstruction array ->
                            array.setSize(checkedLength(i, array.getSize(), itemSize(array.getItemType())));
                    case ConstructMultiArrayInstruction array -> {
                        for (int d = 0; d < array.getDimensions().size(); d++) {
                            array.getDimensions().set(d, checkedLength(i, array.getDimensions().get(d), 8));
                        }
                    }
                    case BinaryInstruction binary -> transform(binary);
                    case CastNumberInstruction cast -> transform(cast);
                    default -> { }
                }
                i = next;
            }
        }
    }

    /**
     * Replaces each parameter by a copy made at the entry of a method with handlers. TeaVM renames a variable at its
     * null or bounds check and merges the names in the handler, but its PhiUpdater forgets that a parameter is defined
     * from the start: without the copy a handler reads a variable that was never set.
     */
    private static void shadowParameters(Program program, int first, int last) {
        boolean handles = false;
        for (BasicBlock block : program.getBasicBlocks()) {
            handles |= !block.getTryCatchBlocks().isEmpty();
        }
        if (!handles || program.basicBlockCount() == 0) {
            return;
        }
        int variables = program.variableCount();
        Variable[] copies = new Variable[variables];
        for (int i = first; i <= last && i < variables; i++) {
            copies[i] = program.createVariable();
            copies[i].setDebugName(program.variableAt(i).getDebugName());
        }
        InstructionVariableMapper mapper = new InstructionVariableMapper(v ->
                v.getIndex() < variables && copies[v.getIndex()] != null ? copies[v.getIndex()] : v);
        for (BasicBlock block : program.getBasicBlocks()) {
            mapper.apply(block);
        }
        BasicBlock entry = program.basicBlockAt(0);
        for (int i = first; i <= last && i < variables; i++) {
            AssignInstruction copy = new AssignInstruction();
            copy.setAssignee(program.variableAt(i));
            copy.setReceiver(copies[i]);
            copy.setLocation(entry.getFirstInstruction().getLocation());
            entry.addFirst(copy);
        }
    }

    private static Variable checkedLength(Instruction at, Variable length, int itemSize) {
        Variable checked = at.getProgram().createVariable();
        InvokeInstruction call = call("arrayLength", ValueType.INTEGER, ValueType.INTEGER, ValueType.INTEGER);
        call.setArguments(length, constant(at, itemSize));
        call.setReceiver(checked);
        insert(at, call);
        return checked;
    }

    private static void transform(BinaryInstruction binary) {
        boolean wide = binary.getOperandType() == NumericOperandType.LONG;
        if (!wide && binary.getOperandType() != NumericOperandType.INT) {
            return;
        }
        BinaryOperation operation = binary.getOperation();
        switch (operation) {
            case DIVIDE, MODULO -> {
                ValueType type = wide ? ValueType.LONG : ValueType.INTEGER;
                InvokeInstruction call = call(operation == BinaryOperation.DIVIDE ? "divide" : "remainder",
                        type, type, type);
                call.setArguments(binary.getFirstOperand(), binary.getSecondOperand());
                call.setReceiver(binary.getReceiver());
                call.setLocation(binary.getLocation());
                binary.replace(call);
            }
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> {
                Variable masked = binary.getProgram().createVariable();
                BinaryInstruction mask = new BinaryInstruction(BinaryOperation.AND, NumericOperandType.INT);
                mask.setFirstOperand(binary.getSecondOperand());
                mask.setSecondOperand(constant(binary, wide ? 63 : 31));
                mask.setReceiver(masked);
                insert(binary, mask);
                binary.setSecondOperand(masked);
            }
            default -> { }
        }
    }

    private static void transform(CastNumberInstruction cast) {
        boolean fromDouble = cast.getSourceType() == NumericOperandType.DOUBLE;
        boolean fromFloat = cast.getSourceType() == NumericOperandType.FLOAT;
        boolean toInt = cast.getTargetType() == NumericOperandType.INT;
        boolean toLong = cast.getTargetType() == NumericOperandType.LONG;
        if (!(fromDouble || fromFloat) || !(toInt || toLong)) {
            return;
        }
        Variable source = cast.getValue();
        if (fromFloat) {
            source = cast.getProgram().createVariable();
            CastNumberInstruction widen = new CastNumberInstruction(NumericOperandType.FLOAT,
                    NumericOperandType.DOUBLE);
            widen.setValue(cast.getValue());
            widen.setReceiver(source);
            insert(cast, widen);
        }
        InvokeInstruction call = call(toInt ? "toInt" : "toLong", ValueType.DOUBLE,
                toInt ? ValueType.INTEGER : ValueType.LONG);
        call.setArguments(source);
        call.setReceiver(cast.getReceiver());
        call.setLocation(cast.getLocation());
        cast.replace(call);
    }

    private static int itemSize(ValueType type) {
        if (type instanceof ValueType.Primitive primitive) {
            return switch (primitive.getKind()) {
                case BOOLEAN, BYTE -> 1;
                case SHORT, CHARACTER -> 2;
                case INTEGER, FLOAT -> 4;
                case LONG, DOUBLE -> 8;
            };
        }
        return 8;
    }

    private static InvokeInstruction call(String name, ValueType... signature) {
        InvokeInstruction call = new InvokeInstruction();
        call.setType(InvocationType.SPECIAL);
        call.setMethod(new MethodReference(CHECKS, name, signature));
        return call;
    }

    private static Variable constant(Instruction at, int value) {
        Variable variable = at.getProgram().createVariable();
        IntegerConstantInstruction constant = new IntegerConstantInstruction();
        constant.setConstant(value);
        constant.setReceiver(variable);
        insert(at, constant);
        return variable;
    }

    private static void insert(Instruction at, Instruction added) {
        added.setLocation(at.getLocation());
        at.insertPrevious(added);
    }
}
