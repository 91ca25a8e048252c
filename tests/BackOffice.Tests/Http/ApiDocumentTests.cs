using System.Reflection;
using System.Text.Json.Nodes;
using BackOffice.Conventions;
using BackOffice.Http.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;

namespace BackOffice.Http;

public sealed class ApiDocumentTests
{
    private static readonly JsonObject Document = ApiDocument.Of(Endpoint.All);

    private static IEnumerable<JsonObject> Operations => Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!.AsObject());

    [Fact]
    public void The_committed_document_is_what_the_code_says() => Golden.AssertIs("openapi.json", ApiDocument.Text(Endpoint.All));

    [Fact]
    public void The_committed_table_of_roles_is_what_the_code_says() => Golden.AssertIs("roles.md", RolesTable.Text(Endpoint.All));

    [Fact]
    public void Every_HTTP_function_is_in_it_once()
    {
        var functions = typeof(Endpoint).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(HttpTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

        Assert.Equal(functions.Order(StringComparer.Ordinal), Operations.Select(operation => (string)operation["operationId"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_says_what_it_is_for_and_what_it_answers()
        => Assert.All(Operations, operation =>
        {
            var name = (string)operation["operationId"]!;
            Assert.True(((string)operation["summary"]!).EndsWith('.'), $"{name} has no <summary>.");
            Assert.True(operation["responses"]!.AsObject().Any(answer => answer.Key[0] is '2'), $"{name} has no [Gives].");
        });

    [Fact]
    public void Every_record_and_enum_says_what_it_is()
        => Assert.All(Document["components"]!["schemas"]!.AsObject(), schema => Assert.False(string.IsNullOrEmpty((string?)schema.Value!["description"]), $"{schema.Key} has no <summary>."));

    /// <summary>An empty schema is what a converter of ours writes and <see cref="Schemas"/> has not been told.</summary>
    [Fact]
    public void Every_member_has_a_shape()
        => Assert.All(
            Document["components"]!["schemas"]!.AsObject().SelectMany(schema => schema.Value!["properties"]?.AsObject().Select(member => (Name: $"{schema.Key}.{member.Key}", Schema: member.Value!.AsObject())) ?? []),
            member => Assert.True(member.Schema.Any(keyword => keyword.Key != "description"), $"{member.Name} may be anything."));

    [Fact]
    public void An_independent_reader_finds_no_fault_with_it()
    {
        var read = OpenApiDocument.Parse(ApiDocument.Text(Endpoint.All), OpenApiConstants.Json);

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors.Concat(read.Diagnostic.Warnings).Select(fault => $"{fault.Pointer}: {fault.Message}"));
        Assert.Equal(Document["paths"]!.AsObject().Select(path => path.Key), read.Document!.Paths.Keys);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
        => Assert.All(References(Document), reference => Assert.NotNull(reference.Split('/').Skip(1).Aggregate((JsonNode?)Document, (node, step) => node?[step])));

    [Fact]
    public void The_prefix_is_the_host_s()
        => Assert.Equal(Endpoint.Prefix, $"/{(string)JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Folder("functions"), "host.json")))!["extensions"]!["http"]!["routePrefix"]!}/");

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject shape => shape.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
