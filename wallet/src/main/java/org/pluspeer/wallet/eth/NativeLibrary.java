package org.pluspeer.wallet.eth;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * libsecp256k1 as the JNI binding carries and loads it, for the functions that the binding does not pass on, above all
 * {@code secp256k1_ecdsa_sign_recoverable}. Its context is made once, never changed, and may be used by any thread.
 */
public final class NativeLibrary {
    /** {@code SECP256K1_CONTEXT_NONE}: since 0.2 any context can sign and verify. */
    private static final int CONTEXT_NONE = 1;

    private static final Optional<NativeLibrary> LOADED = open();

    private final SymbolLookup symbols;
    private final MemorySegment context;

    private NativeLibrary(SymbolLookup symbols, MemorySegment context) {
        this.symbols = symbols;
        this.context = context;
    }

    /** Empty where there is no build of it for this machine, or where it keeps its functions to itself. */
    public static Optional<NativeLibrary> loaded() {
        return LOADED;
    }

    private static Optional<NativeLibrary> open() {
        try {
            fr.acinq.secp256k1.Secp256k1.get();
            SymbolLookup symbols = SymbolLookup.loaderLookup();
            MethodHandle create = function(
                    symbols,
                    "secp256k1_context_create",
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            MemorySegment context = (MemorySegment) create.invokeExact(CONTEXT_NONE);
            if (symbols.find("secp256k1_ecdsa_sign_recoverable").isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new NativeLibrary(symbols, context));
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError failure) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    /** The first argument of almost every function. */
    public MemorySegment context() {
        return context;
    }

    /** @throws IllegalStateException if the library has no such function */
    public MethodHandle function(String name, FunctionDescriptor shape) {
        return function(symbols, name, shape);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(SymbolLookup symbols, String name, FunctionDescriptor shape) {
        MemorySegment address = symbols.find(name)
                .orElseThrow(() -> new IllegalStateException("libsecp256k1 does not show its function " + name));
        return Linker.nativeLinker().downcallHandle(address, shape);
    }
}
