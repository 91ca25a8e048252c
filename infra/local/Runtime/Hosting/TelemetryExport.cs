using BackOffice.LocalRuntime.Messaging;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Sends traces and metrics to OTEL_EXPORTER_OTLP_ENDPOINT; without that setting nothing is recorded.</summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly TracerProvider? tracer;
    private readonly MeterProvider? meter;

    public TelemetryExport(IConfiguration configuration, RuntimeOptions options)
    {
        if (configuration[EndpointSetting] is not { Length: > 0 } text)
        {
            return;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint))
        {
            throw new StartupException($"The setting '{EndpointSetting}' is '{text}'; it must be an address like http://localhost:4317.");
        }

        void To(OtlpExporterOptions exporter) => exporter.Endpoint = endpoint;
        var app = ResourceBuilder.CreateDefault().AddService(options.AppName);
        tracer = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(app)
            .AddSource("Microsoft.AspNetCore", "System.Net.Http", RuntimeTelemetry.SourceName).AddOtlpExporter(To).Build();
        meter = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(app)
            .AddMeter("Microsoft.AspNetCore.Hosting", "System.Runtime", BrokerMetrics.MeterName).AddOtlpExporter(To).Build();
    }

    /// <summary>Sends what is still here.</summary>
    public void Dispose()
    {
        tracer?.Dispose();
        meter?.Dispose();
    }
}
