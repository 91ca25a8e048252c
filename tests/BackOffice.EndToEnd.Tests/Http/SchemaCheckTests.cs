using System.Text.Json.Nodes;

namespace BackOffice.Http;

/// <summary>The check behind every end-to-end test finds what it is there for.</summary>
public sealed class SchemaCheckTests
{
    private static readonly JsonObject Document = JsonNode.Parse(
        """
        {
          "components": {
            "schemas": {
              "Colour": { "type": "string", "enum": ["red", "green"] },
              "Part": { "type": "object", "properties": { "colour": { "$ref": "#/components/schemas/Colour" }, "count": { "type": "integer" } }, "required": ["colour", "count"] },
              "Thing": {
                "type": "object",
                "properties": {
                  "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } },
                  "main": { "anyOf": [{ "$ref": "#/components/schemas/Part" }, { "type": "null" }] },
                  "day": { "type": ["string", "null"], "format": "date" },
                  "by": { "type": "object", "additionalProperties": { "type": "string" } }
                }
              },
              "Open": { "allOf": [{ "$ref": "#/components/schemas/Part" }, { "properties": { "colour": { "enum": ["red"] } } }] }
            }
          }
        }
        """)!.AsObject();

    [Theory]
    [InlineData("Thing", """{"parts":[{"colour":"red","count":1}],"main":null,"day":"2026-11-30","by":{"a":"b"}}""")]
    [InlineData("Thing", """{"main":{"colour":"green","count":2.0},"day":null}""")]
    [InlineData("Open", """{"colour":"red","count":1,"more":true}""")]
    public void What_fits_has_no_fault(string schema, string value) => Assert.Empty(Faults(schema, value));

    [Theory]
    [InlineData("Thing", """{"colour":"red"}""", "$ has colour, which is not documented")]
    [InlineData("Thing", """{"parts":[{"colour":"red","count":1,"size":2}]}""", "$.parts[0] has size, which is not documented")]
    [InlineData("Thing", """{"parts":[{"colour":"red"}]}""", "$.parts[0] has no count")]
    [InlineData("Thing", """{"parts":[{"colour":"blue","count":1}]}""", "$.parts[0].colour is \"blue\", none of [\"red\",\"green\"]")]
    [InlineData("Thing", """{"parts":[{"colour":"red","count":"1"}]}""", "$.parts[0].count is \"1\", not \"integer\"")]
    [InlineData("Thing", """{"parts":[{"colour":"red","count":1.5}]}""", "$.parts[0].count is 1.5, not \"integer\"")]
    [InlineData("Thing", """{"parts":null}""", "$.parts is null, not \"array\"")]
    [InlineData("Thing", """{"main":{"colour":"red"}}""", "$.main has no count")]
    [InlineData("Thing", """{"day":"30/11/2026"}""", "$.day is \"30/11/2026\", not of date")]
    [InlineData("Thing", """{"by":{"a":1}}""", "$.by.a is 1, not \"string\"")]
    [InlineData("Open", """{"colour":"green","count":1}""", "$.colour is \"green\", none of [\"red\"]")]
    public void What_does_not_fit_is_named(string schema, string value, string fault) => Assert.Contains(fault, Faults(schema, value));

    [Fact]
    public void A_keyword_it_does_not_know_is_no_pass()
        => Assert.Throws<NotSupportedException>(() => new SchemaCheck(Document).Faults(JsonValue.Create(1), new JsonObject { ["multipleOf"] = 2 }, "$").ToList());

    private static IReadOnlyList<string> Faults(string schema, string value)
        => [.. new SchemaCheck(Document).Faults(JsonNode.Parse(value), new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" }, "$")];
}
