using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>One try of a function at one blob. Content is read only if the parameter asks for it, and only in the version that triggered (B-4, B-9).</summary>
/// <param name="container">The container, by the client that functions get.</param>
/// <param name="name">The blob's name.</param>
/// <param name="version">Null reads whatever is there.</param>
internal sealed class BlobTriggerInput(BlobContainerClient container, string name, ETag? version) : TriggerInput, IAsyncDisposable
{
    private Stream? opened;

    public override async ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
        => parameter.ParameterType switch
        {
            var type when type == typeof(string) => (await DownloadAsync(context)).ToString(),
            var type when type == typeof(byte[]) => (await DownloadAsync(context)).ToArray(),
            var type when type == typeof(BinaryData) => await DownloadAsync(context),
            var type when type == typeof(Stream) => await OpenAsync(context),
            var type when type == typeof(BlobClient) || type == typeof(BlobBaseClient) => container.GetBlobClient(name),
            var type when type == typeof(BlockBlobClient) => container.GetBlockBlobClient(name),
            var type when type == typeof(AppendBlobClient) => container.GetAppendBlobClient(name),
            var type when type == typeof(PageBlobClient) => container.GetPageBlobClient(name),
            var type when type == typeof(BlobContainerClient) => container,
            var type when IsPlainObject(type) => JsonSerializer.Deserialize(await DownloadAsync(context), type, JsonSerializerOptions.Web),
            var type => throw new NotSupportedException(
                $"[BlobTrigger] cannot give {type.Name} ({parameter.Name}): it gives string, byte[], BinaryData, Stream, BlobClient, BlockBlobClient, "
                + "AppendBlobClient, PageBlobClient, BlobBaseClient, BlobContainerClient, or a class of the app read from JSON."),
        };

    /// <summary>The values beside the blob keep the names of the host whatever the case; captures are case-sensitive (B-1).</summary>
    public override bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value)
    {
        value = null;
        var key = BindingData.Keys.FirstOrDefault(known => string.Equals(known, parameter.Name, StringComparison.OrdinalIgnoreCase));
        if (key == BlobBindingValues.Path && parameter.ParameterType == typeof(string))
        {
            value = BindingData[key];
        }
        else if (key is BlobBindingValues.Address or BlobBindingValues.Properties or BlobBindingValues.Metadata && parameter.ParameterType != typeof(string))
        {
            value = JsonSerializer.Deserialize((string)BindingData[key]!, parameter.ParameterType, JsonSerializerOptions.Web);
        }

        return value is not null;
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is not null)
        {
            await opened.DisposeAsync();
        }
    }

    private static bool IsPlainObject(Type type)
        => type is { IsClass: true, IsAbstract: false, IsArray: false, IsGenericType: false }
            && type.Namespace is { } home
            && !Belongs(home, "System")
            && !Belongs(home, "Azure")
            && !Belongs(home, "Microsoft");

    private static bool Belongs(string home, string root) => home == root || home.StartsWith(root + ".", StringComparison.Ordinal);

    private BlobRequestConditions? OnlyThisVersion() => version is { } etag ? new BlobRequestConditions { IfMatch = etag } : null;

    private async Task<BinaryData> DownloadAsync(FunctionContext context)
    {
        var options = new BlobDownloadOptions { Conditions = OnlyThisVersion() };
        var content = await container.GetBlobClient(name).DownloadContentAsync(options, context.CancellationToken);
        return content.Value.Content;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Closed with the input, after the function.")]
    private async Task<Stream> OpenAsync(FunctionContext context)
    {
        var options = new BlobDownloadOptions { Conditions = OnlyThisVersion() };
        var content = await container.GetBlobClient(name).DownloadStreamingAsync(options, context.CancellationToken);
        opened = content.Value.Content;
        return opened;
    }
}
