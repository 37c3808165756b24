import { expect, test } from "vitest";
import { protocols, type Recipe } from "../../model/index.ts";

/** `layers x heads, features / head features / hidden, dropout / attention dropout, options` of every exception. */
const linesOf = ({ architecture: usual, variants }: Recipe): string =>
  Object.entries(variants)
    .map(([name, { architecture, options }]) => {
      const { layers, heads, features, headFeatures, hidden, pooling, dropout, attentionDropout } =
        {
          ...usual,
          ...architecture,
        };
      const widths = `${layers} x ${heads}, ${features}/${headFeatures}/${hidden} ${pooling}`;
      return `${name}: ${widths}, ${dropout}/${attentionDropout} ${JSON.stringify(options ?? {})}`;
    })
    .join("\n");

// Read off lra_benchmarks/*/configs at cd31e5c.
test("exceptions for documents are the published ones", () => {
  expect(linesOf(protocols.release.tasks.listops!)).toMatchInlineSnapshot(`
    "longformer: 4 x 8, 512/512/1024 cls, 0.1/0.1 {"global_tokens":0}
    linformer: 4 x 8, 512/512/1024 cls, 0.1/0.1 {"k":16,"sharing":"kv"}
    reformer: 4 x 8, 512/512/1024 cls, 0.1/0.1 {"hashes":1,"bucket_size":201}
    sinkhorn: 4 x 8, 512/512/1024 cls, 0.1/0.1 {"block_size":50}
    performer: 4 x 8, 512/512/1024 cls, 0.1/0.1 {"kernel":"softmax","nb_features":2}
    synthesizer: 4 x 8, 512/512/1024 cls, 0.1/0.1 {"mode":"random","dot_product":true}"
  `);
  expect(linesOf(protocols.release.tasks.text!)).toMatchInlineSnapshot(`
    "longformer: 4 x 4, 256/256/1024 cls, 0.1/0.1 {"global_tokens":0}
    linformer: 4 x 4, 256/256/1024 cls, 0.1/0.1 {"k":32,"sharing":"kv"}
    reformer: 4 x 4, 256/256/1024 cls, 0.1/0.1 {"hashes":1,"bucket_size":101}
    sinkhorn: 4 x 4, 256/256/1024 cls, 0.1/0.1 {"block_size":50}
    performer: 4 x 4, 256/256/1024 cls, 0.1/0.1 {"kernel":"relu"}
    synthesizer: 4 x 4, 256/256/1024 cls, 0.1/0.1 {"mode":"factorized_random","k":32,"dot_product":true}"
  `);
});

test("exceptions for images are the published ones", () => {
  expect(linesOf(protocols.release.tasks.image!)).toMatchInlineSnapshot(`
    "softmax: 1 x 8, 128/64/128 cls, 0.3/0.2 {}
    linear: 1 x 8, 128/64/128 cls, 0.3/0.2 {}
    local: 1 x 2, 128/64/128 mean, 0.3/0.2 {"block":64}
    sparse: 1 x 8, 128/64/128 cls, 0.3/0.2 {}
    longformer: 4 x 4, 128/64/128 mean, 0.3/0.2 {"global_tokens":0}
    linformer: 1 x 8, 128/64/128 cls, 0.3/0.2 {"k":16,"sharing":"kv"}
    reformer: 4 x 8, 64/32/64 cls, 0.3/0.2 {"hashes":1,"bucket_size":103}
    sinkhorn: 1 x 1, 32/32/64 cls, 0.1/0.2 {"block_size":64}
    synthesizer: 1 x 8, 128/64/128 cls, 0.3/0.2 {"mode":"random","dot_product":true}
    bigbird: 1 x 1, 128/64/128 cls, 0.3/0.2 {}
    performer: 1 x 8, 128/64/128 cls, 0.3/0.2 {"kernel":"relu"}"
  `);
  expect(protocols.release.tasks.image!.variants.sinkhorn!.optimiser).toEqual({ weightDecay: 0.7 });
});

test("exceptions for Pathfinder are the published ones", () => {
  expect(linesOf(protocols.release.tasks.pathfinder!)).toMatchInlineSnapshot(`
    "softmax: 4 x 4, 32/16/32 mean, 0.2/0.1 {}
    linear: 1 x 2, 128/64/128 mean, 0.2/0.1 {}
    local: 2 x 4, 64/32/64 mean, 0.1/0.1 {"block":64}
    sparse: 1 x 8, 32/16/32 mean, 0.2/0.1 {"global_tokens":0}
    longformer: 2 x 2, 32/16/32 mean, 0.1/0.1 {"global_tokens":0}
    linformer: 1 x 2, 32/16/32 mean, 0.2/0.1 {"k":16,"sharing":"kv"}
    reformer: 2 x 8, 64/32/64 mean, 0.2/0.1 {"hashes":1,"bucket_size":103}
    sinkhorn: 2 x 4, 32/16/64 mean, 0.2/0.1 {"block_size":64}
    synthesizer: 2 x 4, 64/32/64 mean, 0.2/0.1 {"mode":"random","dot_product":true}
    bigbird: 4 x 2, 64/32/64 mean, 0.2/0.1 {}
    performer: 4 x 8, 32/16/32 mean, 0.2/0.1 {"kernel":"relu"}"
  `);
});

test("Path-X has the options of the code, which publishes no others for it", () => {
  expect(linesOf(protocols.release.tasks.pathx!)).toMatchInlineSnapshot(`
    "longformer: 1 x 2, 32/16/32 mean, 0.1/0.1 {"global_tokens":0}
    linformer: 1 x 2, 32/16/32 mean, 0.1/0.1 {"k":16,"sharing":"kv"}
    reformer: 1 x 2, 32/16/32 mean, 0.1/0.1 {"hashes":1,"bucket_size":1639}
    performer: 1 x 2, 32/16/32 mean, 0.1/0.1 {"kernel":"relu"}
    synthesizer: 1 x 2, 32/16/32 mean, 0.1/0.1 {"mode":"factorized_random","k":32,"dot_product":true}"
  `);
});

test.each(["longformer", "linformer", "reformer", "performer"])(
  "%s has on Path-X what it has on Pathfinder, but for the length",
  (name) => {
    const [small, large] = ["pathfinder", "pathx"].map((task) => {
      const { bucket_size: _, ...rest } = {
        ...protocols.release.tasks[task]!.variants[name]!.options,
      };
      return rest;
    });
    expect(large).toEqual(small);
  },
);

test("the paper's protocol keeps the options and leaves the widths", () => {
  expect(protocols.paper.tasks.image!.variants.reformer).toEqual({
    options: { hashes: 1, bucket_size: 103 },
  });
});
