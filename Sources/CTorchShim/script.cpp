// SPDX-License-Identifier: Apache-2.0

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

#include "shim.h"

using namespace ctorch;

struct ctorch_script_s {
    torch::jit::Module module;
};

struct ctorch_list_s {
    std::vector<std::pair<std::string, at::Tensor>> items;
};

/// Adds the tensors in `value`, whatever holds them; `name` is the key under which they were found.
static void collect(const c10::IValue &value, const std::string &name, ctorch_list_s &list) {
    if (value.isTensor()) {
        list.items.emplace_back(name, value.toTensor());
    } else if (value.isTuple()) {
        for (const c10::IValue &part : value.toTupleRef().elements()) collect(part, name, list);
    } else if (value.isTensorList() || value.isList()) {
        for (const c10::IValue &part : value.toListRef()) collect(part, name, list);
    } else if (value.isGenericDict()) {
        for (const auto &entry : value.toGenericDict()) {
            collect(entry.value(), entry.key().isString() ? entry.key().toStringRef() : name, list);
        }
    } else if (!value.isNone()) {
        TORCH_CHECK(false, "the module gave a ", value.tagKind(), ", which is no tensor");
    }
}

int ctorch_load_script(const char *path, ctorch_device number, ctorch_script *out) noexcept {
    return guarded([&] {
        auto script = std::make_unique<ctorch_script_s>();
        script->module = torch::jit::load(path, device(number));
        script->module.eval();
        *out = script.release();
    });
}

void ctorch_release_script(ctorch_script script) noexcept { delete script; }

int ctorch_run_script(ctorch_script script, const char *method, ctorch_tensors inputs,
                      intptr_t count, ctorch_list *out) noexcept {
    return guarded([&] {
        std::vector<c10::IValue> arguments;
        for (at::Tensor &input : list(inputs, count)) arguments.emplace_back(std::move(input));
        auto results = std::make_unique<ctorch_list_s>();
        collect(script->module.get_method(method)(std::move(arguments)), "", *results);
        *out = results.release();
    });
}

int ctorch_script_state(ctorch_script script, ctorch_list *out) noexcept {
    return guarded([&] {
        auto state = std::make_unique<ctorch_list_s>();
        for (const auto &entry : script->module.named_parameters()) {
            state->items.emplace_back(entry.name, entry.value);
        }
        for (const auto &entry : script->module.named_buffers()) {
            state->items.emplace_back(entry.name, entry.value);
        }
        *out = state.release();
    });
}

intptr_t ctorch_list_count(ctorch_list list) noexcept { return list->items.size(); }

const char *ctorch_list_name(ctorch_list list, intptr_t index) noexcept {
    return list->items[index].first.c_str();
}

int ctorch_list_item(ctorch_list list, intptr_t index, ctorch_out out) noexcept {
    return yields(out, [&] { return list->items[index].second; });
}

void ctorch_release_list(ctorch_list list) noexcept { delete list; }
