import 'reflect-metadata';
import { type CanActivate, Controller, type ExecutionContext, Get, Module, Req, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request, Response } from 'express';
import { keeper } from './keeper.ts';

class KeeperGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const checked = await keeper.check(request);
    if (checked.ok) request.mintmark = checked.identity;
    else {
      const { status, headers, body } = checked.answer;
      http.getResponse<Response>().status(status).set(headers).end(body);
    }
    return checked.ok;
  }
}

@Controller('hello')
@UseGuards(KeeperGuard)
class HelloController {
  @Get()
  hello(@Req() request: Request): string {
    return `Hello, ${request.mintmark.applicationId}`;
  }
}

@Module({ controllers: [HelloController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
export const server = app.getHttpServer();
