using System.IO.Compression;
using BackOffice.Primitives;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace BackOffice.Http.OpenApi;

/// <summary>The parts of the page: two of our own, the others out of the package, so that nothing comes from elsewhere. The package keeps its own compressed.</summary>
internal static class SwaggerUi
{
    private const string Package = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";
    private const string Own = "page/";

    /// <summary>The part and its media type; null for a name the page has no use for.</summary>
    public static (Stream Content, string Type)? Find(string asset) => asset switch
    {
        "index.html" => (ShippedFiles.Open(Own + asset), "text/html; charset=utf-8"),
        "start.js" => (ShippedFiles.Open(Own + asset), "text/javascript; charset=utf-8"),
        "swagger-ui-bundle.js" => (Unzip(asset), "text/javascript; charset=utf-8"),
        "swagger-ui.css" => (Unzip(asset), "text/css; charset=utf-8"),
        "favicon-32x32.png" => (Unzip(asset), "image/png"),
        _ => null,
    };

    private static GZipStream Unzip(string asset)
        => new(typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(Package + asset) ?? throw new InvalidOperationException($"The package has no '{asset}'."), CompressionMode.Decompress);
}
