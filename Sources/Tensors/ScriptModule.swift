// SPDX-License-Identifier: Apache-2.0

internal import CTorchShim

/// A network that was saved with its code as TorchScript, ready to run but not to train.
///
/// Loading a script runs no Python, but the script is a program: load those you trust.
@safe public final class ScriptModule {
    // Safe to hold: the handle lives exactly as long as this object, and each use says `unsafe`.
    private let handle: ctorch_script

    /// Loads a script file in evaluation mode.
    ///
    /// - Throws: ``TensorError`` when the file is missing or holds no script (a file of weights alone
    ///   is no script).
    public init(path: String, on device: Device = .cpu) throws(TensorError) {
        var output: ctorch_script?
        let status = unsafe ctorch_load_script(path, device.number, &output)
        guard status == 0, let script = unsafe output else {
            let problem = lastError("", []).problem
            throw TensorError(operation: "loading the script \(path)", shapes: [], problem: problem)
        }
        unsafe handle = script
    }

    deinit { unsafe ctorch_release_script(handle) }

    /// Runs a method on tensors and gives its tensors in order, those in tuples, lists and
    /// dictionaries included.
    public func callAsFunction(_ inputs: Tensor..., method: String = "forward")
        throws(TensorError) -> [Tensor]
    {
        var output: ctorch_list?
        let status = withHandles(inputs) {
            unsafe ctorch_run_script(handle, method, $0, $1, &output)
        }
        guard status == 0, let list = unsafe output else {
            throw lastError("running a script", inputs)
        }
        return try unsafe Self.items(of: list).map(\.tensor)
    }

    /// The parameters and buffers with their names, in the script's order.
    public func state() throws(TensorError) -> [(name: String, tensor: Tensor)] {
        var output: ctorch_list?
        try perform("listing a script's state") { unsafe ctorch_script_state(handle, &output) }
        guard let list = unsafe output else { return [] }
        return try unsafe Self.items(of: list)
    }

    private static func items(of list: ctorch_list) throws(TensorError) -> [(
        name: String, tensor: Tensor
    )] {
        defer { unsafe ctorch_release_list(list) }
        var items: [(name: String, tensor: Tensor)] = []
        let count = unsafe ctorch_list_count(list)
        for index in 0..<count {
            let tensor = try made("a script's tensor") { unsafe ctorch_list_item(list, index, $0) }
            items.append((unsafe String(cString: ctorch_list_name(list, index)), tensor))
        }
        return items
    }
}
