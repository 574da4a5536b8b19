import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/protocol/nearest.ts";

describe("the most similar name", () => {
  it.each([
    ["rleu", ["linear", "relu", "elu"], "relu"],
    ["tnah", ["tanh", "softmax"], "tanh"],
    ["adm", ["adam", "sgd"], "adam"],
    ["sotfmax", ["softmax", "softplus"], "softmax"],
    ["Model", ["model"], "model"],
    ["modle", ["mode", "model"], "model"],
  ])("of %s among %j is %s", (name, known, near) => {
    expect(nearest(name, known)).toBe(near);
  });

  it.each([
    ["abc", ["cba"]],
    ["full", ["valid", "same"]],
    ["ab", ["abcd"]],
    ["z", ["x", "y"]],
    ["ab", []],
  ])("of %s among %j is none", (name, known) => {
    expect(nearest(name, known)).toBeNull();
  });

  it("has the case of the name if that differs as little", () => {
    expect(nearest("Rleu", ["RELU", "Relu"])).toBe("Relu");
  });
});
