using BackOffice;
using BackOffice.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseHttpConventions();
builder.Services
    .AddBuildingBlocks()
    .AddFeatures();

builder.Build().Run();
